package org.skymask.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.model.TensorSpec;
import org.skymask.storage.dataset.DatasetReader;

/** A matrix over every axis, of federations that take a moment. */
class AxesIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void everyCombinationIsAFederationOfItsOwn(@TempDir Path directory) throws Exception {
    Path experiment = directory.resolve("axes.conf");
    Files.writeString(
        experiment,
        """
        name = "Axes"
        data.train = "%s"
        federation { clients = 6, architecture = "%s" }
        training { rounds = 1, batch-size = 16, learning-rate = 0.2 }
        measures.examples = 40
        keep = all
        matrix {
          rules = [{ label = FedAvg, aggregator = fedavg }, fltrust]
          attacks = [sign-flip]
          fractions = [0.25]
          splits = [{ split = iid }]
          seeds = [5]
          clients = [4, 8]
          participation = [0.5]
          root-examples = [20, 40]
          root-bias = [0.1, 0.7]
          root-source = [same, { source = noise, deviation = 0.5 }]
        }
        """
            .formatted(
                SmallExperiment.data(directory, "d.parquet", SmallExperiment.digits(3, 900)),
                SmallExperiment.model(directory)));
    Path output = directory.resolve("out");
    Run run =
        SkyMaskProcess.start(
                "simulate", experiment.toString(), "--output", output.toString(), "--json")
            .end();
    assertThat(run.exit()).as(run.err()).isZero();
    // What a round says of such a root dataset: whoever asked for root-bias = 0.7 means it.
    assertThat(run.err()).doesNotContain("may leave out honest clients");
    assertThat(run.json().path("run").asInt()).isEqualTo(2 * 16);
    Map<String, TreeSet<String>> roots = rootsBySetup(output);
    assertThat(roots).hasSize(16);
    // Both rules of a cell have the same root dataset.
    assertThat(roots.values()).allSatisfy(digests -> assertThat(digests).hasSize(1));
    summaryAndPageTellThem(output);
    picturesShowThem(output);
    Path picture = output.resolve("along-root-bias.svg");
    String before = Files.readString(picture);
    Files.delete(picture);
    run = Run.of("simulate", experiment.toString(), "--output", output.toString(), "--report-only");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(picture).hasContent(before);
    try (Stream<Path> left = Files.list(output)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .as("nothing temporary, and no checksums of it")
          .noneMatch(name -> name.startsWith("."));
    }
  }

  /** Digests of root datasets, by everything that cells differ in but the rule. */
  private static Map<String, TreeSet<String>> rootsBySetup(Path output) throws IOException {
    Map<String, TreeSet<String>> roots = new TreeMap<>();
    try (Stream<Path> cells = Files.list(output.resolve("cells"))) {
      for (Path cell : cells.toList()) {
        JsonNode row = MAPPER.readTree(cell.resolve("cell.json").toFile()).path("rounds").get(0);
        long size = row.path("federation_clients").asLong();
        int took = (int) Math.max(2, Math.round(size * row.path("participation").asDouble()));
        assertThat(row.path("clients").asInt()).isEqualTo(took);
        ModelData root = root(cell);
        int wanted = row.path("root_examples").asInt();
        assertThat(root.size()).isEqualTo(wanted);
        long own = IntStream.range(0, wanted).filter(i -> labels(root)[i] == 0).count();
        assertThat(own).isEqualTo(Math.round(wanted * row.path("root_bias").asDouble()));
        String key =
            Stream.of("seed", "federation_clients", "participation", "root_examples")
                    .map(column -> row.path(column).asText())
                    .toList()
                + row.path("root_bias").asText()
                + row.path("root_source").asText();
        roots.computeIfAbsent(key, unused -> new TreeSet<>()).add(root.digest());
      }
    }
    return roots;
  }

  private static ModelData root(Path cell) throws IOException {
    var file = new org.apache.hadoop.fs.Path(cell.resolve("root.parquet").toUri());
    return DatasetReader.read(
        file.getFileSystem(new Configuration(false)),
        file,
        new Layout(
            List.of(SmallExperiment.FEATURES),
            10,
            List.of(new TensorSpec("any", List.of(1), true))));
  }

  private static long[] labels(ModelData data) {
    return ((Longs) data.target()).values();
  }

  private static void summaryAndPageTellThem(Path output) throws IOException {
    List<String> lines = Files.readAllLines(output.resolve("summary.csv"));
    assertThat(lines).hasSize(1 + 2 * 16);
    assertThat(lines.get(1)).endsWith(",4,0.5000,20,0.1000,same");
    assertThat(lines.get(32)).endsWith(",8,0.5000,40,0.7000,\"noise, deviation = 0.5\"");
    assertThat(Files.readString(output.resolve("report.html")))
        .contains(
            "25 % malicious · iid · 4 clients, 20 root examples, root"
                + " bias 0.1, root source same",
            "32 of 32 finished",
            "50 % of them a round",
            "20 or 40 examples, 0.1 of class 0 or 0.7 of class 0, source same or noise, deviation ="
                + " 0.5");
  }

  /** One a numeric axis with two values, of the first combination of the others. */
  private static void picturesShowThem(Path output) throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> n.endsWith(".svg")))
          .containsExactlyInAnyOrder(
              "along-clients.svg", "along-root-examples.svg", "along-root-bias.svg");
    }
    assertThat(Files.readString(output.resolve("along-clients.svg")))
        .contains("Axes · accuracy along clients", "sign-flip")
        .contains("25 % malicious · iid · 20 root examples, root bias 0.1, root source same")
        .doesNotContain("NaN");
    String page = Files.readString(output.resolve("report.html"));
    assertThat(page)
        .contains("<a href=\"#along-root-bias\">Along root bias</a>")
        .contains("25 % malicious · iid · 8 clients, 40 root examples, root source same");
    // Eight combinations of the others along each.
    assertThat(page.split("Accuracy of the last round along clients", -1)).hasSize(1 + 8);
  }
}
