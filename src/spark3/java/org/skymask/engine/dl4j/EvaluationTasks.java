package org.skymask.engine.dl4j;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/** Evaluation on Spark 3.5: by dl4j-spark, which is built for Scala 2.12. */
final class EvaluationTasks {
  /**
   * A network for each task: with fewer, dl4j-spark hands a task's data to another task's thread
   * without making sure that it has not ended yet.
   */
  private static final int NETWORKS = Integer.MAX_VALUE;

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
    Network network = given.open();
    LogitEvaluation @Nullable [] sums =
        network instanceof Network.Stack stack
            ? new SparkDl4jMultiLayer(spark, stack.network(), null)
                .doEvaluation(examples, NETWORKS, batch, empty)
            : new SparkComputationGraph(spark, ((Network.Graph) network).network(), null)
                .doEvaluation(examples, NETWORKS, batch, empty);
    return sums == null ? null : sums[0];
  }
}
