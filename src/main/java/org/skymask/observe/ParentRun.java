package org.skymask.observe;

import java.util.UUID;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;

/**
 * The run that started this one, an Airflow task for one. Airflow tells it in the Spark properties
 * that OpenLineage's integration of Spark reads.
 */
record ParentRun(String namespace, String job, String runId) {
  private static final String PREFIX = "spark.openlineage.parent";

  /** Null where nobody told, or told no run. */
  static @Nullable ParentRun of(SparkConf conf) {
    String namespace = conf.get(PREFIX + "JobNamespace", "");
    String job = conf.get(PREFIX + "JobName", "");
    String run = conf.get(PREFIX + "RunId", "");
    return namespace.isEmpty() || job.isEmpty() || !isUuid(run)
        ? null
        : new ParentRun(namespace, job, run);
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
