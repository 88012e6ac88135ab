package org.skymask.simulate.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.Quality;

class CellFilesTest {
  private static final CellResult RESULT = FinishedCells.cell("krum", "ipm", 0.2, 5, 0.7);

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path output;

  @SuppressWarnings("NullAway.Init")
  private CellFiles files;

  @BeforeEach
  void open() throws IOException {
    files = new CellFiles(output.toString(), new Configuration());
  }

  private Path json() {
    return output.resolve("cells").resolve(RESULT.cell()).resolve("cell.json");
  }

  @Test
  void aFinishedCellIsReadAsItWasWritten() throws IOException {
    assertThat(files.readResult(RESULT.cell())).isEmpty();
    files.finish(RESULT);
    assertThat(files.readResult(RESULT.cell())).contains(RESULT);
    // Nothing is left beside it, and it is replaced as a whole.
    CellResult other = FinishedCells.cell("krum", "ipm", 0.2, 5, 0.8);
    files.finish(other);
    assertThat(files.readResult(RESULT.cell())).contains(other);
    try (var left = Files.list(json().getParent())) {
      assertThat(left).containsExactly(json());
    }
  }

  @Test
  void allFinishedCellsAreFound() throws IOException {
    assertThat(files.readResults()).isEmpty();
    CellResult other = FinishedCells.cell("fedavg", "ipm", 0.2, 5, 0.6);
    files.finish(RESULT);
    files.finish(other);
    Files.createDirectories(output.resolve("cells/unfinished"));
    Files.writeString(output.resolve("cells/no-cell"), "");
    assertThat(files.readResults()).containsExactly(other, RESULT);
  }

  @Test
  void whatStandsBesideIsNoResult() throws IOException {
    Path directory = Files.createDirectories(json().getParent());
    Files.writeString(directory.resolve(".cell.json.12"), "{}");
    assertThat(files.readResult(RESULT.cell())).isEmpty();
    files.clear(RESULT.cell());
    assertThat(directory).doesNotExist();
  }

  @Test
  void aMeasureKeepsItsName() throws IOException {
    CellResult ruined =
        FinishedCells.of(
            "fedavg", 3, new RoundRow.Measured(Quality.PERPLEXITY, Double.NaN, 9, Double.NaN));
    files.finish(ruined);
    assertThat(files.readResult(ruined.cell())).contains(ruined);
  }

  /** Cells of classifiers had no column for it at first. */
  @Test
  void aCellWithoutTheNameOfItsMeasureIsAClassifiers() throws IOException {
    files.finish(RESULT);
    String text = Files.readString(json());
    String old = text.replaceAll(",\\s*\"measure\" : \"accuracy\",\\s*\"value\" : [0-9.]+", "");
    assertThat(old).isNotEqualTo(text).doesNotContain("measure", "value");
    Files.writeString(json(), old);
    assertThat(files.readResult(RESULT.cell())).contains(RESULT);
  }

  @Test
  void aDamagedResultIsNamed() throws IOException {
    files.finish(RESULT);
    String text = Files.readString(json());
    for (String damaged :
        new String[] {
          text.replace("skymask-cell/1", "skymask-cell/2"),
          text.replace("\"accuracy\"", "\"a\""),
          text.substring(0, text.length() / 2),
          text.replace("\"" + RESULT.cell() + "\"", "\"another\"")
        }) {
      Files.writeString(json(), damaged);
      assertThatThrownBy(() -> files.readResult(RESULT.cell()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cell.json");
    }
  }
}
