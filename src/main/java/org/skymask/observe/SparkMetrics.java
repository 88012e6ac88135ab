package org.skymask.observe;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.function.ToDoubleFunction;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * A round's figures in Spark's own metrics system, on the driver: its sinks (Prometheus, JMX,
 * Graphite, CSV …) show them as {@code <namespace>.driver.round.<figure>}. Scala hides {@link
 * Source} from other packages, its class files do not; Spark's plugins would have been the public
 * way, but they are started on executors too, and one that does not find the class dies.
 */
final class SparkMetrics implements Source {
  private final MetricRegistry registry = new MetricRegistry();

  /**
   * Has Spark show the figures that will be {@linkplain #show shown}.
   *
   * @throws IllegalStateException where no Spark runs
   */
  static SparkMetrics register() {
    SparkEnv spark = SparkEnv.get();
    if (spark == null) {
      throw new IllegalStateException("Spark does not run");
    }
    SparkMetrics metrics = new SparkMetrics();
    spark.metricsSystem().registerSource(metrics);
    return metrics;
  }

  @Override
  public String sourceName() {
    return "round";
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  /** A figure from now on; Spark looks at its registry again for every scrape. */
  void show(FigureName figure, ToDoubleFunction<FigureName> value) {
    registry.register(figure.flat(), (Gauge<Double>) () -> value.applyAsDouble(figure));
  }

  void remove() {
    SparkEnv spark = SparkEnv.get();
    if (spark != null) {
      spark.metricsSystem().removeSource(this);
    }
  }
}
