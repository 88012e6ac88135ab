package org.skymask.engine.dl4j;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/** Evaluation on Spark 4, for whose Scala there is no dl4j-spark: a network for each task. */
final class EvaluationTasks {
  private EvaluationTasks() {}

  /**
   * Runs the network on every example.
   *
   * @param examples in data sets of at most {@code batch}
   * @param empty what counts, without counts
   * @return the counts of all; null where no partition has an example
   */
  static @Nullable LogitEvaluation run(
      JavaSparkContext spark,
      LoadedNetwork given,
      JavaRDD<DataSet> examples,
      LogitEvaluation empty,
      int batch) {
    Broadcast<LoadedNetwork> shared = spark.broadcast(given);
    try {
      List<LogitEvaluation> parts =
          examples
              .mapPartitions(sets -> count(sets, shared.value(), empty.newInstance()))
              .collect();
      return parts.stream().reduce(EvaluationTasks::merged).orElse(null);
    } finally {
      shared.destroy();
    }
  }

  private static Iterator<LogitEvaluation> count(
      Iterator<DataSet> sets, LoadedNetwork given, LogitEvaluation counts) {
    if (!sets.hasNext()) {
      return List.<LogitEvaluation>of().iterator();
    }
    Network network = given.open();
    try {
      while (sets.hasNext()) {
        DataSet set = sets.next();
        counts.eval(set.getLabels(), network.output(set.getFeatures(), false));
      }
    } finally {
      network.close();
    }
    return List.of(counts).iterator();
  }

  private static LogitEvaluation merged(LogitEvaluation sum, LogitEvaluation next) {
    sum.merge(next);
    return sum;
  }
}
