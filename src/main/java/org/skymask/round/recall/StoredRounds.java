package org.skymask.round.recall;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.AdmissionPolicy;
import org.skymask.admission.TrustedKeys;
import org.skymask.config.Settings;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelVersion;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Input;
import org.skymask.round.admit.Policies;
import org.skymask.storage.FileNames;
import org.skymask.storage.Location;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.DamagedFileException;
import org.skymask.storage.version.ModelStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Earlier rounds of a federation as they are stored. What is gone or was changed is not there. */
public final class StoredRounds {
  private static final Logger LOG = LoggerFactory.getLogger(StoredRounds.class);

  private final JavaSparkContext spark;
  private final Settings settings;
  private final ModelStore store;

  public StoredRounds(JavaSparkContext spark, Settings settings, ModelStore store) {
    this.spark = spark;
    this.settings = settings;
    this.store = store;
  }

  /**
   * An earlier round.
   *
   * @param base that its uploads were trained from
   * @param manifests SHA-256 of the manifests of those that were admitted, by client
   */
  record Stored(Commit commit, ModelVersion base, Map<String, String> manifests) {}

  /**
   * @throws IOException where the storage fails
   */
  Optional<Stored> read(int round) throws IOException {
    try {
      Commit commit = store.readCommit(round).orElse(null);
      Commit before = store.readCommit(round - 1).orElse(null);
      if (commit == null || before == null) {
        LOG.warn("round {} is not stored any more: no curvature by its uploads", round);
        return Optional.empty();
      }
      RoundRecord record = store.readRecord(commit);
      return Optional.of(
          new Stored(
              commit,
              store.read(before),
              record.origin().inputs().stream()
                  .collect(Collectors.toMap(Input::client, Input::manifest, (a, b) -> a))));
    } catch (DamagedFileException e) {
      LOG.warn("no curvature by the uploads of round {}: {}", round, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The root update of an earlier round.
   *
   * @return [updateCount]; null where it is gone or was changed
   */
  float @Nullable [] readRootUpdate(Stored round) throws IOException {
    List<FileDigest> parts =
        round.commit().files().stream().filter(ClientMemories::isRootUpdate).toList();
    try {
      return parts.isEmpty()
          ? null
          : store.files(round.commit()).readUpdate(parts, round.base().layout());
    } catch (DamagedFileException e) {
      LOG.warn("no curvature of the root update: {}", e.getMessage());
      return null;
    }
  }

  /**
   * What uploads of a round are held to when they are read again: their digests are known, so that
   * keys, which may have been changed since, do not matter.
   */
  AdmissionPolicy policy(int round, ModelVersion base) {
    return Policies.of(settings, round, base, TrustedKeys.none());
  }

  /** Directory of a client's upload. */
  String directory(int round, String client) throws IOException {
    Path updates = Location.of(settings.required("updates"), spark.hadoopConfiguration());
    return new Path(updates, FileNames.round(round) + "/" + FileNames.client(client)).toString();
  }
}
