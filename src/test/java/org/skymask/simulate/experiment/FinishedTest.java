package org.skymask.simulate.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.config.Axes;
import org.skymask.config.Experiment;
import org.skymask.config.Experiment.Entry;
import org.skymask.config.RootSample;
import org.skymask.simulate.federation.RoundEnd;
import org.skymask.simulate.federation.RoundTimes;
import org.skymask.simulate.federation.Turnout;
import org.skymask.simulate.results.CellFiles;
import org.skymask.simulate.results.CellResult;
import org.skymask.simulate.results.RoundRow;
import org.skymask.simulate.results.Setup;

class FinishedTest {
  private static final Entry NOW = new Entry("now", "a", Map.of());
  private static final Entry IID = new Entry("now", "iid", Map.of());
  private static final Axes.Variant FEDERATION =
      new Axes.Variant(
          "9 clients",
          new Experiment.Federation(
              9,
              0,
              new RootSample(20, RootSample.Bias.BALANCED, RootSample.SAME),
              0.2,
              "cnn",
              Experiment.Presence.EVERYBODY));
  private static final Setup THEN =
      new Setup("", OptionalInt.empty(), 1, OptionalInt.empty(), OptionalDouble.empty(), "then");

  private static Cell cell(String id) {
    return new Cell(id, NOW, NOW, 0.2, IID, 1, FEDERATION, Map.of());
  }

  private static CellResult result(String id, double accuracy) {
    return new CellResult(
        id,
        null,
        null,
        Map.of("skymask", "1"),
        List.of(
            new RoundRow(
                new RoundRow.Labels(id, "then", "then", 0.2, "then", 1, THEN),
                1,
                RoundEnd.COMMITTED,
                new RoundRow.Measured(accuracy, 1, 0.5),
                new Turnout(8, 2, 1, 0),
                OptionalDouble.empty(),
                new RoundTimes(1, 1, 2))));
  }

  private static List<Double> accuracies(Finished finished) {
    return finished.results().stream().map(result -> result.rows().get(0).accuracy()).toList();
  }

  @Test
  void whatOthersFinishIsFoundAndWhatTheyRunAgainStandsUntilThen(@TempDir Path output)
      throws IOException {
    CellFiles files = new CellFiles(output.toString(), new Configuration());
    Finished finished = new Finished(files, List.of(cell("a"), cell("b")));
    assertThat(finished.read()).isFalse();

    files.finish(result("b", 0.5));
    assertThat(finished.read()).isTrue();
    assertThat(finished.read()).isFalse();
    files.finish(result("a", 0.6));
    assertThat(finished.read()).isTrue();
    assertThat(accuracies(finished)).containsExactly(0.6, 0.5);
    RoundRow now = finished.results().get(1).rows().get(0);
    assertThat(now.rule()).isEqualTo("now");
    assertThat(now.setup())
        .isEqualTo(
            new Setup(
                "9 clients",
                OptionalInt.of(9),
                1,
                OptionalInt.of(20),
                OptionalDouble.empty(),
                "same"));

    files.clear("b");
    assertThat(finished.read()).isFalse();
    assertThat(finished.has(cell("b"))).isTrue();
    files.finish(result("b", 0.7));
    assertThat(finished.read()).isTrue();
    assertThat(accuracies(finished)).containsExactly(0.6, 0.7);

    finished.remove(cell("b"));
    assertThat(finished.count()).isEqualTo(1);
  }
}
