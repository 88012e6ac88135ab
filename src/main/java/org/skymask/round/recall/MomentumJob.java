package org.skymask.round.recall;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.mask.BlockPlan;
import org.skymask.model.ModelVersion;
import org.skymask.round.UploadSummary;
import org.skymask.round.admit.Admissions;
import org.skymask.round.recall.MomentumReader.Past;
import org.skymask.round.recall.StoredRounds.Stored;
import org.skymask.rule.Momentum;

/**
 * Makes the momentum of each client of a round from its uploads of this round and of the last K: a
 * task reads them one after the other, oldest first, so that a client's sums have one order and one
 * place. Earlier uploads are admitted by the digests of their manifests; one that is gone or was
 * changed counts as absent.
 */
public final class MomentumJob {
  private final JavaSparkContext spark;
  private final StoredRounds stored;
  private final Momentum momentum;

  public MomentumJob(JavaSparkContext spark, StoredRounds stored, Momentum momentum) {
    this.spark = spark;
    this.stored = stored;
    this.momentum = momentum;
  }

  /**
   * The rows of the rule: of every admitted client its momentum, with the length of it, and its
   * state as it was sent.
   *
   * @param admitted the clients of this round
   * @throws IOException where the storage fails
   */
  public Admissions run(ModelVersion base, List<UploadSummary> admitted, BlockPlan plan)
      throws IOException {
    int round = base.round() + 1;
    List<String> directories = new ArrayList<>();
    Map<String, String> manifests = new TreeMap<>();
    for (UploadSummary client : admitted) {
      directories.add(stored.directory(round, client.client()));
      manifests.put(client.client(), client.manifest());
    }
    List<Past> past = new ArrayList<>();
    for (int r = Math.max(1, round - momentum.rounds()); r < round; r++) {
      past.add(past(r, manifests));
    }
    Trained now = new Trained(stored.policy(round, base), base.values());
    MomentumReader reader = new MomentumReader(momentum, past, now, manifests);
    return Admissions.of(spark, directories, reader, plan);
  }

  /** The uploads of an earlier round by those who take part now. */
  private Past past(int round, Map<String, String> present) throws IOException {
    Stored earlier = stored.read(round).orElse(null);
    Map<String, Trained.Upload> uploads = new TreeMap<>();
    if (earlier != null) {
      for (Map.Entry<String, String> upload : earlier.manifests().entrySet()) {
        String client = upload.getKey();
        if (present.containsKey(client)) {
          uploads.put(
              client, new Trained.Upload(stored.directory(round, client), upload.getValue()));
        }
      }
    }
    return earlier == null || uploads.isEmpty()
        ? Past.NOBODY
        : new Past(
            uploads,
            spark.broadcast(
                new Trained(stored.policy(round, earlier.base()), earlier.base().values())));
  }
}
