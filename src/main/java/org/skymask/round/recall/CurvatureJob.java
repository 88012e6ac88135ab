package org.skymask.round.recall;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.skymask.memory.Curvature;
import org.skymask.memory.MemoryState;
import org.skymask.model.ModelVersion;
import org.skymask.round.UploadSummary;
import org.skymask.round.admit.Blocks.UploadChangedException;
import org.skymask.round.recall.StoredRounds.Stored;
import scala.Tuple2;

/**
 * Measures κ of each client: a task reads the client's upload of this round and one of an earlier
 * round, so that nothing has to be shuffled, and a client's sums are made in one order. Both are
 * admitted by the digests of their manifests; an earlier one that is gone or was changed gives no
 * κ. Earlier rounds come one after the other: the driver holds one base model besides its own.
 */
public final class CurvatureJob {
  private final JavaSparkContext spark;
  private final StoredRounds stored;
  private final Present now;
  private final int round;

  public CurvatureJob(JavaSparkContext spark, StoredRounds stored, Present now) {
    this.spark = spark;
    this.stored = stored;
    this.now = now;
    this.round = now.base().round() + 1;
  }

  /**
   * What is compared with earlier rounds.
   *
   * @param root [updateCount]: the root update
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Present(ModelVersion base, List<UploadSummary> clients, float[] root) {}

  /**
   * What was measured; NaN where nothing could be.
   *
   * @param clients [clients]
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Kappas(double[] clients, double root) {}

  private record Comparison(int row, String client, Trained.Upload now, Trained.Upload then)
      implements Serializable {}

  private record Shared(Trained now, SerializableConfiguration hadoop) implements Serializable {
    double kappa(Comparison one, Trained before) throws IOException {
      float[] then = before.delta(one.then(), hadoop.value());
      if (then == null) {
        return Double.NaN;
      }
      float[] delta = now.delta(one.now(), hadoop.value());
      if (delta == null) {
        throw new UploadChangedException(one.client());
      }
      int count = now.policy().layout().parameterCount();
      return Curvature.of(delta, then, now.base(), before.base(), count);
    }
  }

  /**
   * @param state that names the rounds in which each client was admitted
   * @throws IOException where the storage fails
   */
  public Kappas run(MemoryState state) throws IOException {
    double[] kappas = new double[now.clients().size()];
    Arrays.fill(kappas, Double.NaN);
    double root = Double.NaN;
    Map<Integer, List<Integer>> rows = rows(state);
    OptionalInt rootRound = state.root().earlier(round);
    rootRound.ifPresent(past -> rows.computeIfAbsent(past, none -> new ArrayList<>()));
    if (rows.isEmpty()) {
      return new Kappas(kappas, root);
    }
    Trained trained = new Trained(stored.policy(round, now.base()), now.base().values());
    Broadcast<Shared> shared =
        spark.broadcast(
            new Shared(trained, new SerializableConfiguration(spark.hadoopConfiguration())));
    try {
      for (Map.Entry<Integer, List<Integer>> group : rows.entrySet()) {
        Stored earlier = stored.read(group.getKey()).orElse(null);
        if (earlier != null) {
          compare(earlier, group.getKey(), group.getValue(), shared, kappas);
          boolean has = rootRound.orElse(-1) == group.getKey();
          root = has ? root(earlier) : root;
        }
      }
    } finally {
      shared.destroy();
    }
    return new Kappas(kappas, root);
  }

  /** Rows of clients by the round whose upload each is compared with. */
  private Map<Integer, List<Integer>> rows(MemoryState state) {
    Map<Integer, List<Integer>> rows = new TreeMap<>();
    for (int i = 0; i < now.clients().size(); i++) {
      OptionalInt past = state.client(now.clients().get(i).client()).earlier(round);
      if (past.isPresent()) {
        rows.computeIfAbsent(past.getAsInt(), none -> new ArrayList<>()).add(i);
      }
    }
    return rows;
  }

  private void compare(
      Stored earlier, int past, List<Integer> rows, Broadcast<Shared> shared, double[] kappas)
      throws IOException {
    List<Comparison> comparisons = new ArrayList<>();
    for (int row : rows) {
      UploadSummary summary = now.clients().get(row);
      String client = summary.client();
      String manifest = earlier.manifests().get(client);
      if (manifest != null) {
        comparisons.add(
            new Comparison(
                row,
                client,
                new Trained.Upload(stored.directory(round, client), summary.manifest()),
                new Trained.Upload(stored.directory(past, client), manifest)));
      }
    }
    if (comparisons.isEmpty()) {
      return;
    }
    Broadcast<Trained> before =
        spark.broadcast(new Trained(stored.policy(past, earlier.base()), earlier.base().values()));
    try {
      int slices = Math.min(comparisons.size(), 4 * spark.defaultParallelism());
      spark
          .parallelize(comparisons, slices)
          .map(one -> new Tuple2<>(one.row(), shared.value().kappa(one, before.value())))
          .collect()
          .forEach(found -> kappas[found._1()] = found._2());
    } finally {
      before.destroy();
    }
  }

  private double root(Stored earlier) throws IOException {
    float[] then = stored.readRootUpdate(earlier);
    return then == null
        ? Double.NaN
        : Curvature.of(
            now.root(),
            then,
            now.base().values(),
            earlier.base().values(),
            now.base().layout().parameterCount());
  }
}
