package org.skymask.job;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;

/** A value that the driver shares with its tasks. */
public interface Shared<T> extends Serializable, AutoCloseable {

  static <T> Shared<T> of(JavaSparkContext spark, T value) {
    return Workers.of(spark).share(value);
  }

  /** The value; valid until {@link #close}. */
  T value();

  @Override
  void close();
}
