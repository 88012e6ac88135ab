package org.skymask.round.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.round.RoundException;
import org.skymask.round.chain.CheckedVersion.State;
import org.skymask.storage.Storage;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/**
 * Walks the chain of versions and computes every digest again, a Spark task a version. It takes no
 * lock and writes nothing: rounds may run meanwhile, and a version that is committed after the
 * listing is not checked.
 */
public final class VerifyJob {
  private final JavaSparkContext spark;
  private final Settings settings;
  private final ModelStore store;

  /**
   * What was found.
   *
   * @param newest the last version of the chain that was walked
   * @param rounds the versions 0 to {@code newest}, and later rounds without a commit
   */
  public record Result(int newest, List<CheckedVersion> rounds) {
    public boolean isRight() {
      return rounds.stream().allMatch(CheckedVersion::isRight);
    }
  }

  public VerifyJob(JavaSparkContext spark, Settings settings) throws IOException {
    this.spark = spark;
    this.settings = settings;
    this.store = new ModelStore(settings.required("models"), spark.hadoopConfiguration());
  }

  /**
   * Looks at all versions.
   *
   * @param wanted the version to end with; empty for the newest
   * @throws RoundException (usage) where that version does not exist
   */
  public Result run(OptionalInt wanted) throws IOException, RoundException {
    // Listed before the newest is looked for: what is committed in between is later than both.
    List<Integer> listed = store.listRounds();
    int newest =
        wanted.isPresent()
            ? wanted.getAsInt()
            : store.findLatest().orElseThrow(() -> none("no version"));
    if (wanted.isPresent() && !store.fileSystem().exists(store.commitFile(newest))) {
      throw new RoundException(
          RoundException.Kind.USAGE, store.commitFile(newest) + " does not exist");
    }
    TreeSet<Integer> rounds = new TreeSet<>();
    for (int round = 0; round <= newest; round++) {
      rounds.add(round);
    }
    if (wanted.isEmpty()) {
      rounds.addAll(listed);
    }
    return new Result(newest, chained(checked(new ArrayList<>(rounds)), newest));
  }

  private RoundException none(String what) {
    return new RoundException(
        RoundException.Kind.FAILED, store.location() + " holds " + what + " yet");
  }

  private List<CheckedVersion> checked(List<Integer> rounds) throws IOException {
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    String models =
        Storage.absolute(new Path(settings.required("models")), spark.hadoopConfiguration())
            .toString();
    return spark
        .parallelize(rounds, rounds.size())
        .map(round -> new VersionCheck(new ModelStore(models, hadoop.value().value()), round).run())
        .collect();
  }

  private List<CheckedVersion> chained(List<CheckedVersion> versions, int newest) {
    List<CheckedVersion> chain = new ArrayList<>();
    CheckedVersion before = null;
    for (CheckedVersion version : versions) {
      Commit commit = version.commit();
      if (commit != null) {
        chain.add(version.with(State.WRONG, links(before, version, commit)));
      } else if (version.state() == State.OPEN && version.round() < newest) {
        String file = store.commitFile(version.round()).toString();
        String gap = file + " does not exist, though version " + newest + " does";
        chain.add(version.with(State.MISSING, List.of(gap)));
      } else {
        chain.add(version);
      }
      before = version;
    }
    return chain;
  }

  private List<String> links(
      @Nullable CheckedVersion before, CheckedVersion version, Commit commit) {
    String file = store.commitFile(version.round()).toString();
    if (before == null) {
      List<String> wrong = new ArrayList<>(Links.first(commit, file));
      String federation = settings.where().federation();
      if (federation != null && !federation.equals(commit.federation())) {
        wrong.add(
            file
                + " is of the federation "
                + commit.federation()
                + ", and federation = "
                + federation);
      }
      return wrong;
    }
    return links(before, before.commit(), version, commit, file);
  }

  private List<String> links(
      CheckedVersion before,
      @Nullable Commit earlier,
      CheckedVersion version,
      Commit commit,
      String file) {
    if (earlier == null) {
      return List.of();
    }
    String earlierFile = store.commitFile(earlier.round()).toString();
    List<String> wrong = new ArrayList<>(Links.between(earlier, earlierFile, commit, file));
    boolean known = before.definition() != null && version.definition() != null;
    if (known && !Objects.equals(before.definition(), version.definition())) {
      wrong.add(file + " has another layout or architecture than " + earlierFile + ", its base");
    }
    return wrong;
  }
}
