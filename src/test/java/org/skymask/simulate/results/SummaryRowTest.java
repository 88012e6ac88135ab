package org.skymask.simulate.results;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.Quality;
import org.skymask.report.ExperimentResults.Outcome;
import org.skymask.report.ExperimentResults.Panel;
import org.skymask.report.OverSeeds;
import org.skymask.storage.Storage;

class SummaryRowTest {
  private static final List<CellResult> CELLS =
      List.of(
          FinishedCells.cell("fedavg", "none", 0, 1, 0.9),
          FinishedCells.cell("fedavg", "none", 0, 2, 0.8),
          FinishedCells.cell("fedavg", "ipm, x = \"1\"", 0.2, 1, 0.3),
          FinishedCells.cell("fedavg", "backdoor", 0.2, 1, 0.6));

  @Test
  void seedsAreTakenTogether() {
    List<SummaryRow> rows = SummaryRow.of(CELLS);
    assertThat(rows).hasSize(3);
    SummaryRow nobody = rows.get(0);
    assertThat(nobody.seeds()).isEqualTo(2);
    assertThat(nobody.value().mean()).isEqualTo(0.85, within(1e-12));
    assertThat(nobody.least()).isEqualTo(0.8);
    assertThat(nobody.most()).isEqualTo(0.9);
    // √((0.05² + 0.05²) / 1)
    assertThat(nobody.value().deviation()).isEqualTo(Math.sqrt(0.005), within(1e-12));
    assertThat(nobody.caught().mean()).isNaN();
    assertThat(nobody.lost()).isEqualTo(new OverSeeds(0.05, 0));
    // One of two in the first round, both in the second.
    assertThat(rows.get(1).caught().mean()).isEqualTo(0.75);
    assertThat(rows.get(1).lost().mean()).isEqualTo(1.0 / 16);
    // One seed has none.
    assertThat(rows.get(1).value().deviation()).isNaN();
    assertThat(rows.get(1).lost().deviation()).isNaN();
  }

  @Test
  void theCsvQuotesWhatNeedsIt() {
    List<String> lines = SummaryCsv.of(SummaryRow.of(CELLS)).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0))
        .startsWith("split,malicious_fraction,attack,rule,seeds,rounds,accuracy,");
    assertThat(lines.get(1))
        .isEqualTo(
            "iid,0.0000,none,fedavg,2,2,0.8500,0.8000,0.9000,0.1500,1.5000,,0.0500,0,2.00,"
                + "accuracy,0.8500,0.8000,0.9000,0.0707,0.0707,0.0707,0.0000,,0.0000,,,,,");
    assertThat(lines.get(2)).endsWith(",accuracy,0.3000,0.3000,0.3000,,,,,,,,,,,");
    assertThat(lines.get(2)).startsWith("iid,0.2000,\"ipm, x = \"\"1\"\"\",fedavg,1,2,0.3000,");
  }

  /** Models that predict numbers have no accuracy, and the best of them is the least. */
  @Test
  void otherModelsHaveAMeasureOfTheirOwn() {
    List<CellResult> cells =
        List.of(
            FinishedCells.of("fedavg", 1, new RoundRow.Measured(Quality.RMSE, 0.5, 0.25, NaN)),
            FinishedCells.of("fedavg", 2, new RoundRow.Measured(Quality.RMSE, 1.5, 2.25, NaN)));
    assertThat(SummaryCsv.of(SummaryRow.of(cells)).lines().skip(1))
        .containsExactly(
            "iid,0.0000,none,fedavg,2,1,,,,,1.2500,,0.0000,0,2.00,rmse,1.0000,0.5000,1.5000,,"
                + "0.7071,,1.4142,,0.0000,,,,,");
    assertThat(cells.get(0).rows().get(0).accuracy()).isNaN();
  }

  /** Cells of other federations are not repetitions. */
  @Test
  void federationsOfAnAxisStandApart() {
    List<CellResult> cells = new ArrayList<>();
    for (int examples : new int[] {20, 300}) {
      Setup setup =
          new Setup(
              examples + " root examples",
              OptionalInt.of(8),
              0.5,
              OptionalInt.of(examples),
              OptionalDouble.of(0.95),
              "noise, deviation = 0.3");
      cells.add(
          FinishedCells.cell("fedavg", "none", 0, 1, 0.9).labelled("fedavg", "none", "iid", setup));
    }
    List<SummaryRow> rows = SummaryRow.of(cells);
    assertThat(SummaryCsv.of(rows).lines())
        .hasSize(3)
        .first()
        .asString()
        .endsWith(",federation_clients,participation,root_examples,root_bias,root_source");
    assertThat(SummaryCsv.of(rows).lines().skip(1))
        .first()
        .asString()
        .endsWith(",8,0.5000,20,0.9500,\"noise, deviation = 0.3\"");
    assertThat(new Panels(rows, cells, Set.of()).all())
        .extracting(Panel::split)
        .containsExactly("iid · 20 root examples", "iid · 300 root examples");
  }

  @Test
  void eachPanelHasNobodyToo() {
    List<Panel> panels = new Panels(SummaryRow.of(CELLS), CELLS, Set.of("backdoor")).all();
    assertThat(panels).hasSize(1);
    List<Outcome> outcomes = panels.get(0).cells();
    assertThat(outcomes.get(0).bySeed()).isEqualTo(Map.of(1L, 0.9, 2L, 0.8));
    assertThat(outcomes).extracting(Outcome::attacked).containsExactly(false, true, true);
    assertThat(outcomes).extracting(Outcome::backdoor).containsExactly(true, false, true);
    assertThat(outcomes.get(0).curve())
        .hasSize(2)
        .last()
        .satisfies(accuracy -> assertThat(accuracy).isEqualTo(0.85, within(1e-12)));
    List<CellResult> alone = CELLS.subList(0, 2);
    assertThat(new Panels(SummaryRow.of(alone), alone, Set.of()).all())
        .extracting(Panel::fraction)
        .containsExactly(0.0);
  }

  @Test
  void theTableHasARowForEachRound(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("results.parquet");
    List<RoundRow> rows = CELLS.stream().flatMap(cell -> cell.rows().stream()).toList();
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
    FileSystem fs = Storage.of(path, new Configuration(false));
    ResultsFile.write(fs, path, rows.subList(0, 1));
    ResultsFile.write(fs, path, rows);
    try (Stream<Path> written = Files.list(directory)) {
      assertThat(written).as("no checksums beside it").containsExactly(file);
    }
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .build()) {
      Group first = reader.read();
      assertThat(first.getString("rule", 0)).isEqualTo("fedavg");
      assertThat(first.getLong("round", 0)).isEqualTo(1);
      assertThat(first.getDouble("accuracy", 0)).isEqualTo(0.1);
      // There is no number where there is none.
      assertThat(first.getFieldRepetitionCount("gain")).isZero();
      assertThat(first.getFieldRepetitionCount("federation_clients")).isZero();
      assertThat(first.getFieldRepetitionCount("false_negative_rate")).isZero();
      int count = 1;
      while (reader.read() != null) {
        count++;
      }
      assertThat(count).isEqualTo(8);
    }
  }
}
