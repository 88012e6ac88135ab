package org.skymask.fault;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.fault.Fault.Effect;
import org.skymask.storage.Storage;

/**
 * The NameNode takes calls and answers none, from the operation to the end of the round: whoever
 * calls gives up after a time-out, and what was asked is done afterwards.
 */
final class FreezeMatrix extends Matrix {
  /** Time-outs that are waited for. */
  static final Map<String, String> CLIENT =
      Map.of("ipc.client.rpc-timeout.ms", "3000", "ipc.client.connect.max.retries", "1");

  private final HdfsMedium hdfs;

  FreezeMatrix(JavaSparkContext spark, HdfsMedium medium, String round, Map<String, String> changes)
      throws IOException {
    super(spark, medium, round, changes);
    hdfs = medium;
  }

  @Override
  String told(Effect effect) {
    return "NameNode hangs until time-out";
  }

  @Override
  Disturbed disturbed(String models, Fault fault) throws IOException {
    Faults.arm(fault, hdfs.cluster()::freeze);
    int exit;
    List<String> seen;
    try {
      exit = trial.exit(models);
    } finally {
      seen = Faults.seen();
      Faults.arm(null);
      hdfs.cluster().thaw();
    }
    release(models);
    if (seen.size() < fault.at()) {
      throw new AssertionError("the round ended with " + exit + " before the fault: " + seen);
    }
    return new Disturbed(exit, seen.get(fault.at() - 1));
  }

  /**
   * A file that could not be closed is held by its client for good, as a driver that ends would not
   * hold it. The lease's renewals are answers too, even of a NameNode that is stuck, so that no
   * other call would ever time out.
   */
  private void release(String models) throws IOException {
    Storage.of(new Path(models), medium.undisturbed()).close();
  }
}
