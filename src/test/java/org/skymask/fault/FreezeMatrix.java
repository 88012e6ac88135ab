package org.skymask.fault;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.fault.Fault.Effect;
import org.skymask.fixture.HdfsCluster;

/**
 * From the operation on the NameNode takes calls and answers none, for three time-outs or until the
 * round has ended; what it was asked is done afterwards. A caller gives up after a time-out, unless
 * this client has a file open for writing: a stuck NameNode still answers when the file's lease is
 * renewed, and for Hadoop's client any answer ends the wait for all.
 */
final class FreezeMatrix extends Matrix {
  /** Time-outs that are waited for. */
  static final Map<String, String> CLIENT =
      Map.of("ipc.client.rpc-timeout.ms", "3000", "ipc.client.connect.max.retries", "1");

  private static final int FROZEN_SECONDS = 9;

  private final HdfsMedium hdfs;
  private List<String> seen = List.of();

  FreezeMatrix(JavaSparkContext spark, HdfsMedium medium, String round, Map<String, String> changes)
      throws IOException {
    super(spark, medium, round, changes);
    hdfs = medium;
  }

  @Override
  String told(Effect effect) {
    return "NameNode hangs";
  }

  /** It is the frozen calls that leave something open, not the first of them alone. */
  @Override
  boolean mayBeUnknown(int k) {
    return seen.stream().anyMatch(Medium::isCommit);
  }

  @Override
  Disturbed disturbed(String models, Fault fault) throws IOException, InterruptedException {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    HdfsCluster cluster = hdfs.cluster();
    Faults.arm(
        fault,
        () -> {
          cluster.freeze();
          Future<?> unused = clock.schedule(cluster::thaw, FROZEN_SECONDS, TimeUnit.SECONDS);
        });
    int exit;
    try {
      exit = trial.exit(models);
    } finally {
      seen = Faults.seen();
      Faults.arm(null);
      clock.shutdownNow();
      boolean unused = clock.awaitTermination(1, TimeUnit.MINUTES);
      cluster.thaw();
    }
    hdfs.release();
    if (seen.size() < fault.at()) {
      throw new AssertionError("the round ended with " + exit + " before the fault: " + seen);
    }
    return new Disturbed(exit, seen.get(fault.at() - 1));
  }
}
