package org.skymask.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.config.ObserveSettings;
import org.skymask.config.Secrets;
import org.skymask.config.Settings;
import org.skymask.observe.OpenLineage.Transport;
import org.skymask.round.Progress;
import org.skymask.round.RoundId;
import org.skymask.round.RoundResult;
import org.skymask.round.UploadSummary;
import org.skymask.round.chain.SiteJob;
import org.skymask.storage.FileNames;
import org.skymask.storage.Location;
import org.skymask.storage.Storage;

/**
 * All observers of a round: Spark's metrics always, others where the configuration names them. None
 * can make the round fail, and its end waits for them no longer than {@code observe.timeout}.
 */
public final class Observers implements Progress, AutoCloseable {
  /** How long a round waits for the page of the federation. */
  private static final Duration SITE = Duration.ofMinutes(1);

  private final Duration timeout;
  private final List<Guarded> observers = new ArrayList<>();
  private final List<Outbox> outboxes = new ArrayList<>();
  private @Nullable Outbox site;
  private @Nullable SparkMetrics metrics;

  private Observers(Duration timeout) {
    this.timeout = timeout;
  }

  /** Those of a federation's configuration. */
  public static Observers of(JavaSparkContext spark, Settings settings) {
    return of(spark, settings, RunEventsFactory.ofRounds(spark, settings, Clock.systemUTC()));
  }

  /** The same for a rollback, which reads neither uploads nor root data. */
  public static Observers ofRollback(JavaSparkContext spark, Settings settings) {
    return of(spark, settings, RunEventsFactory.ofRollbacks(spark, settings, Clock.systemUTC()));
  }

  private static Observers of(JavaSparkContext spark, Settings settings, RunEventsFactory events) {
    Observers all = new Observers(settings.running().observe().timeout());
    all.watch(spark.hadoopConfiguration(), settings, events, Clock.systemUTC());
    return all;
  }

  private void watch(
      Configuration hadoop, Settings settings, RunEventsFactory events, Clock clock) {
    String federation = settings.required("federation");
    ObserveSettings observe = settings.running().observe();
    Figures figures = figures(clock);
    observers.add(new Guarded(figures));
    prometheus(observe.prometheus(), federation, figures);
    openLineage(settings, events);
    mlflow(hadoop, observe.mlflow(), federation, clock);
    site(hadoop, settings);
  }

  private Figures figures(Clock clock) {
    Figures figures = new Figures(clock);
    try {
      SparkMetrics shown = SparkMetrics.register();
      figures.whenFresh(figure -> shown.show(figure, figures::value));
      metrics = shown;
    } catch (RuntimeException | LinkageError e) {
      Guarded.warn("Spark's metrics", e);
    }
    return figures;
  }

  private void prometheus(
      ObserveSettings.Prometheus prometheus, String federation, Figures figures) {
    String file = prometheus.file();
    if (file != null) {
      add(new PrometheusFile(outbox("Prometheus file " + file), file, federation, figures));
    }
    String url = prometheus.pushgateway();
    if (url != null) {
      add(
          new Pushgateway(
              http(url, null),
              outbox("Pushgateway " + Secrets.withoutPath(url)),
              federation,
              figures));
    }
  }

  private void openLineage(Settings settings, RunEventsFactory events) {
    ObserveSettings.OpenLineage lineage = settings.running().observe().openLineage();
    String federation = settings.required("federation");
    String url = lineage.url();
    if (url != null) {
      Transport server = Transport.http(http(url, lineage.bearerFile()));
      add(
          new OpenLineage(
              outbox("OpenLineage at " + Secrets.withoutPath(url)), federation, events, server));
    }
    String file = lineage.file();
    if (file != null) {
      Transport lines = Transport.file(file);
      add(new OpenLineage(outbox("OpenLineage file " + file), federation, events, lines));
    }
  }

  private void mlflow(
      Configuration hadoop, ObserveSettings.Mlflow mlflow, String federation, Clock clock) {
    String url = mlflow.url();
    if (url != null) {
      String experiment = mlflow.experiment() == null ? federation : mlflow.experiment();
      MlflowApi server = new MlflowApi(http(url, mlflow.bearerFile()));
      add(
          new Mlflow(
              server,
              outbox("MLflow at " + Secrets.withoutPath(url)),
              experiment,
              mlflow.model() == null ? null : new MlflowRegistry(server, mlflow.model()),
              result -> report(result, hadoop),
              clock));
    }
  }

  private void site(Configuration hadoop, Settings settings) {
    if (settings.running().observe().site() == ObserveSettings.Site.AFTER_ROUND) {
      site = new Outbox("the page of the federation");
      add(new SitePage(site, new SiteJob(hadoop, settings)));
    }
  }

  private static String report(RoundResult result, Configuration hadoop) throws IOException {
    Path file = new Path(Location.of(result.directory(), hadoop), FileNames.REPORT);
    FileSystem fs = Storage.of(file, hadoop);
    return fs.exists(file) ? new String(Storage.read(fs, file), StandardCharsets.UTF_8) : "";
  }

  private JsonHttp http(String url, @Nullable String bearerFile) {
    return new JsonHttp(url, bearerFile, timeout);
  }

  private Outbox outbox(String name) {
    Outbox outbox = new Outbox(name);
    outboxes.add(outbox);
    return outbox;
  }

  private void add(Observer observer) {
    observers.add(new Guarded(observer));
  }

  @Override
  public void begins(RoundId round) {
    observers.forEach(observer -> observer.begins(round));
  }

  @Override
  public void ended(String stage, double seconds) {
    observers.forEach(observer -> observer.ended(stage, seconds));
  }

  @Override
  public void admitted(List<UploadSummary> uploads) {
    observers.forEach(observer -> observer.admitted(uploads));
  }

  @Override
  public void epoch(int epoch, int epochs, double loss) {
    observers.forEach(observer -> observer.epoch(epoch, epochs, loss));
  }

  /** The round has ended: with a result, or with an error that the message tells. */
  public void finished(Ending ending) {
    Ending told = new Ending(ending.result(), ending.exit(), Secrets.redacted(ending.message()));
    for (Guarded observer : observers) {
      observer.finished(told);
    }
  }

  /**
   * Waits for what is still to be sent, in all no longer than {@code observe.timeout}; for the page
   * of the federation, which is made of many files, as long as {@link #SITE} if that is more.
   */
  @Override
  public void close() {
    long until = System.nanoTime() + timeout.toNanos();
    for (Outbox outbox : outboxes) {
      outbox.close(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    }
    if (site != null) {
      Duration longest = timeout.compareTo(SITE) > 0 ? timeout : SITE;
      site.close(longest);
    }
    if (metrics != null) {
      metrics.remove();
    }
  }
}
