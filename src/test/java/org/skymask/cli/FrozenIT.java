package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelDigest;
import org.skymask.model.ModelVersion;
import org.skymask.storage.TestShards;
import org.skymask.storage.TestShards.Style;
import org.skymask.storage.version.Commit;

/** A base that nobody trains: uploads leave it out, and it is written once. */
class FrozenIT {
  private static final List<String> BASE = List.of("0.weight", "5.weight", "5.bias");

  private NormFederation norm;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    norm = NormFederation.at(directory, BASE, List.of("1.running_var", "6.running_var"));
    norm.uploadOthers(1, 5);
  }

  private void uploadAgain(int round) throws IOException {
    if (round > 1) {
      norm.uploadOthers(round, 5);
    }
  }

  private JsonNode commit(int round) throws IOException {
    Path file = norm.federation().models().resolve("round=" + round + "/commit.json");
    return new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  private List<String> names(int round) throws IOException {
    return Stream.of(commit(round).path("files"))
        .flatMap(files -> files.findValuesAsText("name").stream())
        .toList();
  }

  /** Version 0 as another program may write it: all values in one file. */
  private void mergeParameters() throws IOException {
    Path attempt = norm.federation().initial();
    float[] values = norm.federation().version(0).values();
    byte[] all = TestShards.write(Style.USUAL, TestShards.rows(norm.layout(), values, 1000));
    Files.write(attempt.resolve("parameters/all.parquet"), all);
    Path file = norm.federation().models().resolve("round=0/commit.json");
    Commit commit = Commit.parse("commit.json", Files.readAllBytes(file));
    List<FileDigest> files = new ArrayList<>();
    for (FileDigest named : commit.files()) {
      if (commit.values().contains(named)) {
        Files.delete(attempt.resolve(named.name()));
      } else {
        files.add(named);
      }
    }
    files.add(new FileDigest("parameters/all.parquet", all.length, ModelDigest.hex(all)));
    Commit merged =
        new Commit(
            commit.federation(),
            0,
            commit.attempt(),
            null,
            commit.model(),
            files,
            commit.createdBy());
    Files.writeString(file, merged.toJson());
  }

  private float[] frozen(ModelVersion version) {
    return Arrays.copyOfRange(
        version.values(), norm.layout().updateCount(), norm.layout().valueCount());
  }

  @Test
  void laterVersionsNameTheFilesOfVersionZero() throws IOException {
    String attempt = commit(0).path("attempt").asText();
    assertThat(names(0)).contains("parameters/part-0.parquet", "parameters/frozen-0.parquet");
    for (int round = 1; round <= 2; round++) {
      uploadAgain(round);
      Run run = Run.of(norm.federation(), "round");
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(names(round))
          .contains("../../round=0/attempt=" + attempt + "/parameters/frozen-0.parquet")
          .doesNotContain("parameters/frozen-0.parquet");
      assertThat(frozen(norm.federation().version(round)))
          .containsExactly(frozen(norm.federation().version(0)));
      assertThat(norm.federation().version(round).values()[0])
          .isNotEqualTo(norm.federation().version(round - 1).values()[0]);
    }
    Run back = Run.of(norm.federation(), "rollback", "--to", "1", "--reason", "poisoned");
    assertThat(back.exit()).as(back.err()).isZero();
    assertThat(norm.federation().version(3).digest())
        .isEqualTo(norm.federation().version(1).digest());
    assertThat(names(3))
        .contains("../../round=0/attempt=" + attempt + "/parameters/frozen-0.parquet")
        .doesNotContain("parameters/frozen-0.parquet");
    Run verify = Run.of(norm.federation(), "verify");
    assertThat(verify.exit()).as(verify.out()).isZero();
    Run sweep = Run.of(norm.federation(), "sweep", "--delete", "--older-than", "1 hour");
    assertThat(sweep.exit()).as(sweep.err()).isZero();
    assertThat(Run.of(norm.federation(), "verify").exit()).isZero();
  }

  @Test
  void aDamagedBaseIsFoundInEveryVersion() throws IOException {
    assertThat(Run.of(norm.federation(), "round").exit()).isZero();
    Path file = norm.federation().initial().resolve("parameters/frozen-0.parquet");
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
    Run verify = Run.of(norm.federation(), "verify");
    assertThat(verify.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(verify.out() + verify.err()).contains("frozen-0.parquet is damaged");
  }

  @Test
  void whoChangesTheBaseIsQuarantinedAndTheRoundGoesOn() throws IOException {
    float[] whole = Arrays.copyOf(norm.step(1, 0), norm.layout().valueCount());
    whole[norm.layout().updateCount() + 1] = 1e-20f;
    norm.upload(1, 0, whole);
    Run run = Run.of(norm.federation(), "validate", "--json");
    JsonNode first = run.json().path("clients").path(0);
    assertThat(first.path("reason").asText()).isEqualTo("frozen-changed");
    assertThat(first.path("detail").asText()).contains("leave it out of the upload");
    Run round = Run.of(norm.federation(), "round", "--json");
    assertThat(round.exit()).as(round.err()).isZero();
    assertThat(round.json().at("/counts/quarantined").asInt()).isEqualTo(1);
  }

  @Test
  void aVersionThatWasWrittenInOneFileIsAnsweredByFilesOfItsOwn() throws IOException {
    mergeParameters();
    assertThat(names(0)).containsOnlyOnce("parameters/all.parquet");
    assertThat(Run.of(norm.federation(), "verify").exit()).isZero();
    for (int round = 1; round <= 2; round++) {
      uploadAgain(round);
      Run run = Run.of(norm.federation(), "round");
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(frozen(norm.federation().version(round)))
          .containsExactly(frozen(norm.federation().version(0)));
    }
    assertThat(names(1)).contains("parameters/frozen-0.parquet");
    assertThat(names(2)).filteredOn(name -> name.startsWith("../../round=1/")).hasSize(1);
  }
}
