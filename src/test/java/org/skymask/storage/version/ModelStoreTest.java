package org.skymask.storage.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.model.ModelVersion;
import org.skymask.model.TensorSpec;
import org.skymask.storage.Storage;
import org.skymask.storage.commit.CommitStateUnknownException;
import org.skymask.storage.commit.LocalCommitProtocol;
import org.skymask.storage.shard.ShardWriter;

class ModelStoreTest {
  private static final Layout LAYOUT =
      new Layout(List.of(2), 2, List.of(new TensorSpec("w", List.of(2, 2), true)));
  private static final float[] VALUES = {1, 2, 3, 4};

  private java.nio.file.Path models;
  private ModelStore store;

  @BeforeEach
  void anEmptyStore(@TempDir java.nio.file.Path directory) throws IOException {
    models = directory.resolve("models");
    store = new ModelStore(models.toString(), new Configuration(false));
  }

  /** Writes an attempt and says what would commit it. */
  private Commit attempt(int round, String attempt) throws IOException {
    FileSystem fs = store.fileSystem();
    Path directory = store.attempt(round, attempt);
    List<FileDigest> files = new ArrayList<>();
    files.add(Storage.write(fs, directory, "architecture.pt", "definition"));
    files.add(Storage.write(fs, directory, "layout.json", LayoutJson.write(LAYOUT)));
    files.addAll(ShardWriter.write(fs, directory, "parameters", LAYOUT, VALUES));
    String digest = ModelDigest.of(LAYOUT, VALUES);
    return new Commit("demo", round, attempt, null, digest, files, "test");
  }

  private java.nio.file.Path file(String name) {
    return models.resolve("round=0/attempt=a").resolve(name);
  }

  @Test
  void aDirectoryThatDoesNotExistHoldsNoVersion() throws IOException {
    assertThat(store.findLatest()).isEmpty();
    assertThat(store.readCommit(0)).isEmpty();
    assertThat(models).doesNotExist();
  }

  @Test
  void aVersionExistsOnlyOnceItIsCommitted() throws IOException {
    Commit commit = attempt(0, "a");
    assertThat(store.findLatest()).isEmpty();
    assertThat(store.publish(commit)).isEqualTo(commit);
    assertThat(store.findLatest()).isEqualTo(OptionalInt.of(0));
    assertThat(store.readCommit(0)).contains(commit);
  }

  @Test
  void aCommittedVersionIsReadWithItsValues() throws IOException {
    ModelVersion version = store.read(store.publish(attempt(0, "a")));
    assertThat(version.federation()).isEqualTo("demo");
    assertThat(version.digest()).isEqualTo(ModelDigest.of(LAYOUT, VALUES));
    assertThat(version.layout()).isEqualTo(LAYOUT);
    assertThat(version.values()).containsExactly(VALUES);
    assertThat(version.architecture().fileName()).isEqualTo("architecture.pt");
    assertThat(version.architecture().content()).asString(UTF_8).isEqualTo("definition");
  }

  @Test
  void theSecondToPublishIsToldWhatStands() throws IOException {
    Commit first = store.publish(attempt(0, "a"));
    assertThat(store.publish(attempt(0, "b"))).isEqualTo(first);
    assertThat(store.readCommit(0)).contains(first);
  }

  @Test
  void theNewestVersionIsTheHighestThatIsCommitted() throws IOException {
    for (int round : new int[] {0, 2, 10}) {
      store.publish(attempt(round, "a"));
    }
    attempt(11, "never-committed");
    for (String name : new String[] {"round=x", "round=", "round=12345678901", "other"}) {
      Files.createDirectories(models.resolve(name));
    }
    assertThat(store.findLatest()).isEqualTo(OptionalInt.of(10));
  }

  @Test
  void aFileInThePlaceOfTheDirectoryIsTold() throws IOException {
    Files.writeString(models, "");
    assertThatThrownBy(store::findLatest)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(models + " is a file, expected a directory");
  }

  @Test
  void otherFileSystemsAreRefusedByName() {
    assertThatThrownBy(() -> new ModelStore("xyz://host/models", new Configuration(false)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("xyz://host/models");
  }

  @ParameterizedTest
  @ValueSource(strings = {"architecture.pt", "layout.json", "parameters/part-0.parquet"})
  void aChangedFileIsNamedWithItsDigests(String name) throws IOException {
    Commit commit = store.publish(attempt(0, "a"));
    byte[] content = Files.readAllBytes(file(name));
    content[content.length / 2] ^= 1;
    Files.write(file(name), content);
    assertThatThrownBy(() -> store.read(commit))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file(name) + " is damaged: SHA-256 " + ModelDigest.hex(content))
        .hasMessageContaining(", expected ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"architecture.pt", "layout.json", "parameters/part-0.parquet"})
  void aMissingFileIsNamed(String name) throws IOException {
    Commit commit = store.publish(attempt(0, "a"));
    Files.delete(file(name));
    assertThatThrownBy(() -> store.read(commit))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file(name) + " does not exist, though the commit");
  }

  @Test
  void aSingleFileIsCheckedToo() throws IOException {
    Commit commit = store.publish(attempt(0, "a"));
    assertThat(store.readFile(commit, "architecture.pt")).asString(UTF_8).isEqualTo("definition");
    assertThatThrownBy(() -> store.readFile(commit, "round.json"))
        .hasMessageContaining("commit.json names no file round.json");
    Files.writeString(file("architecture.pt"), "other");
    assertThatThrownBy(() -> store.readFile(commit, "architecture.pt"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("architecture.pt is damaged");
  }

  @Test
  void filesThatTheCommitDoesNotNameAreNotRead() throws IOException {
    Commit commit = store.publish(attempt(0, "a"));
    Files.writeString(file("parameters/part-1.parquet"), "stray");
    assertThat(store.read(commit).values()).containsExactly(VALUES);
  }

  private Commit changed(UnaryOperator<List<FileDigest>> files, String model) throws IOException {
    Commit c = attempt(0, "a");
    return new Commit(c.federation(), 0, "a", null, model, files.apply(c.files()), c.createdBy());
  }

  private static List<FileDigest> without(List<FileDigest> files, String name) {
    return files.stream().filter(file -> !file.name().startsWith(name)).toList();
  }

  @Test
  void theModelsDigestIsChecked() throws IOException {
    Commit commit = changed(files -> files, "sha256:00");
    assertThatThrownBy(() -> store.read(commit))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds the model " + ModelDigest.of(LAYOUT, VALUES))
        .hasMessageContaining("commit.json names sha256:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"architecture.", "layout.json"})
  void aCommitHasToNameWhatAModelIsMadeOf(String name) throws IOException {
    Commit commit = changed(files -> without(files, name), "sha256:00");
    assertThatThrownBy(() -> store.read(commit))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("commit.json names no file " + name);
  }

  @Test
  void aCommitWithoutParametersLacksAllValues() throws IOException {
    Commit commit = changed(files -> without(files, "parameters/"), "sha256:00");
    assertThatThrownBy(() -> store.read(commit))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("4 of 4 values of tensor w are missing");
  }

  @Test
  void aCommitOfAnotherRoundIsRefused() throws IOException {
    store.publish(attempt(3, "a"));
    Files.createDirectories(models.resolve("round=4"));
    Files.copy(models.resolve("round=3/commit.json"), models.resolve("round=4/commit.json"));
    assertThatThrownBy(() -> store.readCommit(4))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("round=4/commit.json is of round 3, expected 4");
  }

  /** Names what is done to the disk, as a path below the models' parent. */
  private final class Recording extends LocalCommitProtocol {
    final List<String> done = new ArrayList<>();

    @Override
    protected void force(java.nio.file.Path directory) throws IOException {
      if (directory.startsWith(models)) {
        done.add("models/" + models.relativize(directory));
      } else if (directory.equals(models.getParent())) {
        done.add("");
      }
      super.force(directory);
    }

    @Override
    protected void publish(Path temporary, Path file) throws IOException {
      done.add("link");
      super.publish(temporary, file);
    }
  }

  private Commit publish(Recording disk, Commit commit) throws IOException {
    return new ModelStore(new Path(models.toUri()), store.fileSystem(), disk).publish(commit);
  }

  @Test
  void aCommitNamesWhatAPowerCutLeaves() throws IOException {
    Recording disk = new Recording();
    Commit commit = attempt(1, "a");
    assertThat(publish(disk, commit)).isEqualTo(commit);
    int link = disk.done.indexOf("link");
    assertThat(disk.done.subList(0, link))
        .contains(
            "models/round=1/attempt=a/parameters",
            "models/round=1/attempt=a",
            "models/round=1",
            "models/",
            "");
    assertThat(disk.done.subList(link, disk.done.size())).containsExactly("link", "models/round=1");
  }

  @Test
  void aCommitThatIsFoundIsForcedOnceMore() throws IOException {
    Commit standing = store.publish(attempt(1, "a"));
    Recording disk = new Recording();
    assertThat(publish(disk, attempt(1, "b"))).isEqualTo(standing);
    int link = disk.done.indexOf("link");
    assertThat(disk.done.subList(link, disk.done.size()))
        .contains("models/round=1/attempt=a/parameters", "models/round=1/attempt=a")
        .contains("models/round=1", "models/");
  }

  @Test
  void aCommitThatIsFoundWithoutItsFilesIsDamaged() throws IOException {
    Commit standing = store.publish(attempt(1, "a"));
    java.nio.file.Path parameters = models.resolve("round=1/attempt=a/parameters");
    Files.delete(parameters.resolve("part-0.parquet"));
    Files.delete(parameters);
    assertThatThrownBy(() -> store.settle(standing))
        .isNotInstanceOf(CommitStateUnknownException.class)
        .hasMessage(
            parameters
                + " does not exist, though "
                + models
                + "/round=1/commit.json names files in it");
  }

  @Test
  void whereFilesMayNotSurviveNothingIsCommitted() throws IOException {
    Commit commit = attempt(1, "a");
    LocalCommitProtocol broken =
        new LocalCommitProtocol() {
          @Override
          protected void force(java.nio.file.Path directory) throws IOException {
            throw new IOException(directory + ": Input/output error");
          }
        };
    ModelStore onBroken = new ModelStore(new Path(models.toUri()), store.fileSystem(), broken);
    assertThatThrownBy(() -> onBroken.publish(commit))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("Input/output error");
    assertThat(store.readCommit(1)).isEmpty();
    Commit standing = store.publish(commit);
    assertThatThrownBy(() -> onBroken.settle(standing))
        .isInstanceOf(CommitStateUnknownException.class)
        .hasMessageContaining("round=1/commit.json: whether this commit happened");
  }
}
