package org.skymask.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.cli.Run;
import org.skymask.model.FieldData;
import org.skymask.model.FieldValues.Booleans;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.simulate.data.DatasetWriter;
import org.skymask.storage.version.LayoutJson;

/**
 * Federations of models that are no classifiers of float features: who is caught, and measured how.
 */
class AnyLayoutSimulateIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int EXAMPLES = 900;
  private static final int ROUNDS = 4;
  private static final int MALICIOUS = 2;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path scratch;

  private static Path model(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(AnyLayoutSimulateIT.class.getResource("/signatures/" + name), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Floats floats(SplittableRandom random, int width) {
    float[] values = new float[EXAMPLES * width];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) random.nextGaussian();
    }
    return new Floats(values, width);
  }

  private static Longs longs(SplittableRandom random, int width, int bound) {
    return new Longs(random.longs((long) EXAMPLES * width, 0, bound).toArray(), width);
  }

  /** Something that each model can learn. */
  private static ModelData data(String model) {
    SplittableRandom random = new SplittableRandom(5);
    return switch (model) {
      case "squares" -> {
        Floats x = floats(random, 5);
        yield new FieldData(List.of(x), sums(x, 2));
      }
      case "huber" -> {
        Floats x = floats(random, 5);
        yield new FieldData(List.of(x), sums(x, 1));
      }
      case "binary" -> {
        Floats x = floats(random, 5);
        float[] yes = sums(x, 1).values();
        for (int i = 0; i < yes.length; i++) {
          yes[i] = yes[i] > 1 ? 1 : 0;
        }
        yield new FieldData(List.of(x), new Floats(yes, 1));
      }
      case "language" -> {
        Longs text = longs(random, 4, 6);
        long[] next = text.values().clone();
        for (int j = 0; j < next.length; j++) {
          next[j] = j % 7 == 0 ? -100 : (next[j] + 2) % 6;
        }
        yield new FieldData(List.of(text), new Longs(next, 4));
      }
      case "tokens" -> {
        Longs text = longs(random, 4, 11);
        long[] first = new long[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
          first[i] = text.values()[4 * i] % 3;
          for (int j = 1; j < 4; j++) {
            text.values()[4 * i + j] = (first[i] + 3 * (j % 3)) % 11;
          }
        }
        boolean[] padding = new boolean[4 * EXAMPLES];
        yield new FieldData(List.of(text, new Booleans(padding, 4)), new Longs(first, 1));
      }
      default -> {
        Floats image = floats(random, 25);
        boolean[] bright = new boolean[25 * EXAMPLES];
        for (int j = 0; j < bright.length; j++) {
          bright[j] = image.values()[j] > 0;
        }
        yield new FieldData(List.of(image), new Booleans(bright, 25));
      }
    };
  }

  /** 1 + Σ x, and for a second number its opposite. */
  private static Floats sums(Floats x, int width) {
    float[] sums = new float[width * EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      float sum = 1;
      for (int j = 0; j < x.width(); j++) {
        sum += x.values()[i * x.width() + j];
      }
      for (int k = 0; k < width; k++) {
        sums[i * width + k] = k == 0 ? sum : -sum;
      }
    }
    return new Floats(sums, width);
  }

  private Path experiment(String model, String split, String attack, double rate)
      throws IOException {
    Path architecture = model(model);
    Path layoutFile = architecture.resolve("layout.json");
    Layout layout = LayoutJson.parse(layoutFile.toString(), Files.readAllBytes(layoutFile));
    Path data = scratch.resolve("data.parquet");
    DatasetWriter.write(
        new org.apache.hadoop.fs.Path(data.toUri()),
        new Configuration(false),
        data(model),
        layout.signature());
    Path file = scratch.resolve("any.conf");
    Files.writeString(
        file,
        """
        name = "Any"
        data.train = "%s"
        federation { clients = 10, root-examples = 60, architecture = "%s" }
        training { rounds = %d, batch-size = 16, learning-rate = %s }
        settings.gate.root-loss-factor = 0
        matrix {
          rules = [{ label = FedAvg, aggregator = fedavg }, { label = SkyMask, aggregator = skymask }]
          attacks = [none, %s]
          fractions = [0.2]
          splits = [{ %s }]
        }
        """
            .formatted(data, architecture, ROUNDS, rate, attack, split));
    return file;
  }

  private Run simulate(Path experiment) {
    return Run.of("simulate", experiment.toString(), "--output", scratch.resolve("out").toString());
  }

  /** The rounds of each cell, by the rule and whether anybody attacks. */
  private TreeMap<String, JsonNode> rounds() throws IOException {
    TreeMap<String, JsonNode> last = new TreeMap<>();
    try (Stream<Path> cells = Files.list(scratch.resolve("out/cells"))) {
      for (Path cell : cells.toList()) {
        JsonNode all = MAPPER.readTree(cell.resolve("cell.json").toFile()).path("rounds");
        JsonNode end = all.get(all.size() - 1);
        String attacked = end.path("malicious").asInt() > 0 ? " attacked" : "";
        last.put(end.path("rule").asText() + attacked, all);
      }
    }
    return last;
  }

  private static double value(JsonNode rounds) {
    return rounds.get(rounds.size() - 1).path("value").asDouble();
  }

  private static int sum(JsonNode rounds, String column) {
    int sum = 0;
    for (JsonNode round : rounds) {
      sum += round.path(column).asInt();
    }
    return sum;
  }

  /**
   * @param rate at which the model learns
   * @param least malicious clients caught in the four rounds, of eight
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "squares  | split = iid                 | target-flip                         | 0.05 | rmse       | 6",
        "huber    | split = shards, shards = 4  | { name = target-noise, shift = 3 }  | 0.1  | rmse       | 6",
        "binary   | split = label-bias, q = 0.6 | label-flip                          | 0.5  | auroc      | 6",
        "language | split = iid                 | label-flip                          | 1    | perplexity | 6",
        "tokens   | split = iid                 | sign-flip                           | 0.2  | accuracy   | 5",
        "function | split = iid                 | sign-flip                           | 0.5  | loss       | 6"
      })
  void attackersAreCaughtAndTheMeasureIsTheModels(
      String model, String split, String attack, double rate, String measure, int least)
      throws IOException {
    Run run = simulate(experiment(model, split, attack, rate));
    assertThat(run.exit()).as(run.err()).isZero();
    TreeMap<String, JsonNode> cells = rounds();
    assertThat(cells).hasSize(4);
    JsonNode defended = Objects.requireNonNull(cells.get("SkyMask attacked"));
    JsonNode undefended = Objects.requireNonNull(cells.get("FedAvg attacked"));
    assertThat(sum(defended, "caught")).isBetween(least, ROUNDS * MALICIOUS);
    boolean high = measure.equals("accuracy") || measure.equals("auroc");
    double better = value(defended) - value(undefended);
    assertThat(high ? better : -better).isPositive();
    for (JsonNode rounds : cells.values()) {
      JsonNode end = rounds.get(rounds.size() - 1);
      assertThat(end.path("measure").asText()).isEqualTo(measure);
      assertThat(end.path("accuracy").isNull()).isNotEqualTo(measure.equals("accuracy"));
    }
    assertThat(Files.readString(scratch.resolve("out/report.html"))).contains("of the last round");
  }
}
