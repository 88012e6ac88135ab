package org.skymask.job;

import org.apache.spark.api.java.JavaSparkContext;

/**
 * Limits the bytes of tasks' results that the driver takes from one job. Spark ends a job whose
 * results are larger than {@code spark.driver.maxResultSize} together, and holds all results that
 * have arrived.
 */
final class ResultLimit {
  private static final String KEY = "spark.driver.maxResultSize";
  private static final String SPARKS_OWN = "1g";

  /** Where Spark has no limit. */
  private static final long UNLIMITED = 512L << 20;

  private ResultLimit() {}

  /** Half of Spark's limit, because the size of results is an estimate. */
  static long bytes(JavaSparkContext spark) {
    long limit = spark.getConf().getSizeAsBytes(KEY, SPARKS_OWN);
    return limit <= 0 ? UNLIMITED : Math.max(1, limit / 2);
  }

  /** Jobs that so many bytes are to be divided among. */
  static int jobs(long bytes, long limit) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (bytes + limit - 1) / limit));
  }
}
