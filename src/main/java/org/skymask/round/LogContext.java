package org.skymask.round;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.MDC;

/**
 * Puts the name of the round into every line of the log. Three ways are needed: the thread's own
 * context; Spark's local properties, which it hands to the threads of tasks, on executors too; and
 * system properties for the driver's other threads (schedulers, heartbeats, observers), which run
 * for the same round. The system properties stay after the round, because later lines still belong
 * to it.
 */
final class LogContext implements AutoCloseable {
  /** Spark copies local properties of this prefix, with it, into the context of a task's thread. */
  private static final String MDC_PREFIX = "mdc.";

  private static final String SYSTEM_PREFIX = "skymask.";

  private final JavaSparkContext spark;
  private final Map<String, String> fields;

  private LogContext(JavaSparkContext spark, Map<String, String> fields) {
    this.spark = spark;
    this.fields = fields;
  }

  /** Begins a context that lasts until it is closed. */
  static LogContext open(JavaSparkContext spark, RoundId id) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("federation", id.federation());
    fields.put("round", String.valueOf(id.round()));
    fields.put("attempt", id.attempt());
    fields.forEach(
        (name, value) -> {
          MDC.put(MDC_PREFIX + name, value);
          spark.setLocalProperty(MDC_PREFIX + name, value);
          System.setProperty(SYSTEM_PREFIX + name, value);
        });
    return new LogContext(spark, fields);
  }

  @Override
  public void close() {
    for (String name : fields.keySet()) {
      MDC.remove(MDC_PREFIX + name);
      spark.setLocalProperty(MDC_PREFIX + name, null);
    }
  }
}
