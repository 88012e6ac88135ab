package org.skymask.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.TestFederation;
import org.skymask.model.ClientResult;
import org.skymask.model.Recalled;
import org.skymask.storage.version.ClientsFile;

/** A simulated federation remembers as a real one does, earlier uploads included. */
class RememberedSimulateIT {
  @Test
  void curvatureIsMeasured(@TempDir Path directory) throws IOException {
    Path data = SmallExperiment.data(directory, "digits.parquet", SmallExperiment.digits(3, 600));
    Path experiment = directory.resolve("small.conf");
    Files.writeString(
        experiment,
        """
        name = small
        data.train = "%s"
        federation { clients = 6, root-examples = 30, architecture = "%s" }
        training { rounds = 3, batch-size = 16, learning-rate = 0.2 }
        measures.examples = 40
        keep = models
        settings.mask.epochs = 2
        matrix {
          rules = [{ label = memory, aggregator = skymask, cluster.decision = remembered }]
          attacks = [none]
          fractions = [0]
          splits = [{ split = dirichlet, alpha = 2 }]
        }
        """
            .formatted(data, SmallExperiment.model(directory)));
    Path output = directory.resolve("out");
    Run run = Run.of("simulate", experiment.toString(), "--output", output.toString(), "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode result = run.json();
    assertThat(result.path("run").asInt()).isEqualTo(1);
    Path cell = TestFederation.only(output.resolve("cells"), "");
    assertThat(cell.resolve("updates")).doesNotExist();
    Path attempt = TestFederation.only(cell.resolve("models/round=3"), "attempt=");
    List<ClientResult> clients =
        ClientsFile.read(
            new org.apache.hadoop.fs.Path(attempt.resolve("clients.parquet").toUri()),
            new Configuration(false));
    assertThat(clients).hasSize(6);
    for (ClientResult client : clients) {
      Recalled recalled = Objects.requireNonNull(client.recalled());
      assertThat(recalled.curvature()).as(client.client()).isBetween(-1.0, 1.0);
    }
  }
}
