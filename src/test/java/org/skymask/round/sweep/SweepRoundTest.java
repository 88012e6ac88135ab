package org.skymask.round.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.round.sweep.Leftover.Action;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** What a sweep meets that others do at the same time. */
class SweepRoundTest {
  private static final Duration AGE = Duration.ofHours(1);

  private java.nio.file.Path models;
  private ModelStore store;

  /** A disk on which something happens while a directory is looked at, or when it is to go. */
  public static final class Disturbed extends RawLocalFileSystem {
    static @Nullable Step looking;
    static @Nullable String undeletable;

    interface Step {
      void run() throws IOException;
    }

    @Override
    public RemoteIterator<LocatedFileStatus> listFiles(Path path, boolean recursive)
        throws IOException {
      RemoteIterator<LocatedFileStatus> files = super.listFiles(path, recursive);
      if (looking != null) {
        looking.run();
      }
      return files;
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
      if (path.getName().equals(undeletable)) {
        throw new IOException(path + ": permission denied");
      }
      return super.delete(path, recursive);
    }

    @Override
    public URI getUri() {
      return URI.create("file:///");
    }
  }

  @BeforeEach
  void anAttempt(@TempDir java.nio.file.Path directory) throws IOException {
    Disturbed.looking = null;
    Disturbed.undeletable = null;
    models = directory;
    Configuration hadoop = new Configuration(false);
    hadoop.set("fs.file.impl", Disturbed.class.getName());
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    store = new ModelStore(models.toString(), hadoop);
    for (String name : new String[] {"attempt=a", "attempt=b", "rejected=c"}) {
      java.nio.file.Path file = models.resolve("round=4/" + name + "/round.json");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "{}");
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(AGE.multipliedBy(2))));
    }
  }

  private List<Leftover> sweep(Instant now) throws IOException {
    return new SweepRound(store, 4, now, AGE, true).run();
  }

  private void publish() throws IOException {
    store.publish(new Commit("demo", 4, "b", null, "sha256:00", List.of(), "test"));
  }

  @Test
  void aCommitThatAppearsWhileItIsLookedAtIsSeen() throws IOException {
    Disturbed.looking = this::publish;
    List<Leftover> left = sweep(Instant.now());
    assertThat(left)
        .extracting(Leftover::action)
        .containsExactly(Action.REMOVED, Action.KEPT, Action.REMOVED);
    assertThat(left.get(1).why()).isEqualTo("committed meanwhile");
    assertThat(models.resolve("round=4/attempt=b/round.json")).exists();
    assertThat(models.resolve("round=4/attempt=a")).doesNotExist();
  }

  @Test
  void aCommitThatCannotBeReadAtTheLastMomentKeepsAll() throws IOException {
    Disturbed.looking = () -> Files.writeString(models.resolve("round=4/commit.json"), "{");
    assertThat(sweep(Instant.now()))
        .hasSize(3)
        .allMatch(leftover -> leftover.action() == Action.FAILED)
        .allMatch(leftover -> String.valueOf(leftover.why()).contains("is not JSON"));
    assertThat(models.resolve("round=4/attempt=a")).exists();
  }

  @Test
  void whatCannotBeRemovedDoesNotStopTheOthers() throws IOException {
    Disturbed.undeletable = "attempt=a";
    List<Leftover> left = sweep(Instant.now());
    assertThat(left)
        .extracting(Leftover::action)
        .containsExactly(Action.FAILED, Action.REMOVED, Action.REMOVED);
    assertThat(left.get(0).why()).endsWith("permission denied");
    assertThat(new SweepJob.Result(left, List.of()).isRight()).isFalse();
  }

  @Test
  void anotherSweepMayHaveBeenFirst() throws IOException {
    Disturbed.looking =
        () -> store.fileSystem().delete(new Path(models + "/round=4/attempt=b"), true);
    assertThat(sweep(Instant.now())).extracting(Leftover::action).doesNotContain(Action.FAILED);
  }

  @Test
  void theEarlierClockCounts() throws IOException {
    Path directory = new Path(models.toString());
    Instant ours = Instant.now();
    Instant ahead = ours.plus(Duration.ofDays(30));
    assertThat(StorageClock.now(store.fileSystem(), directory, ahead))
        .isBefore(ours.plusSeconds(600));
    Instant behind = ours.minus(Duration.ofDays(30));
    assertThat(StorageClock.now(store.fileSystem(), directory, behind)).isEqualTo(behind);
    assertThat(sweep(behind)).allMatch(leftover -> leftover.action() == Action.KEPT);
  }
}
