package org.skymask.observe;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.skymask.config.ObserveSettings;
import org.skymask.config.Secrets;
import org.skymask.storage.LocalFiles;

/**
 * Tells what {@code evaluate} has found to those whom the configuration names: MLflow's registered
 * model, and Prometheus. As with rounds, none can make the command fail.
 */
public final class EvaluationObservers {
  private final ObserveSettings settings;
  private final List<Outbox> outboxes = new ArrayList<>();

  public EvaluationObservers(ObserveSettings settings) {
    this.settings = settings;
  }

  /** Tells all, and waits until they know, no longer than {@code observe.timeout}. */
  public void tell(Evaluated found) {
    mlflow(found);
    prometheus(found);
    long until = System.nanoTime() + settings.timeout().toNanos();
    for (Outbox outbox : outboxes) {
      outbox.close(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    }
  }

  private void mlflow(Evaluated found) {
    String url = settings.mlflow().url();
    String model = settings.mlflow().model();
    if (url != null && model != null) {
      MlflowApi server =
          new MlflowApi(new JsonHttp(url, settings.mlflow().bearerFile(), settings.timeout()));
      long now = Clock.systemUTC().millis();
      outbox("MLflow at " + Secrets.withoutPath(url))
          .post(() -> new MlflowRegistry(server, model).evaluated(found, now));
    }
  }

  private void prometheus(Evaluated found) {
    String text = PrometheusText.of(figures(found), found.federation());
    String file = settings.prometheus().file();
    if (file != null) {
      outbox("Prometheus file " + file).post(() -> LocalFiles.replace(beside(file), text));
    }
    String url = settings.prometheus().pushgateway();
    if (url != null) {
      JsonHttp server = new JsonHttp(url, null, settings.timeout());
      outbox("Pushgateway " + Secrets.withoutPath(url))
          .post(() -> Pushgateway.put(server, Pushgateway.EVALUATION, found.federation(), text));
    }
  }

  /** A round overwrites its own file: {@code digits.prom} has {@code digits-evaluation.prom}. */
  static Path beside(String file) {
    Path path = Path.of(file);
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    int end = dot <= 0 ? name.length() : dot;
    return path.resolveSibling(name.substring(0, end) + "-evaluation" + name.substring(end));
  }

  private static SortedMap<FigureName, Double> figures(Evaluated found) {
    SortedMap<FigureName, Double> figures = new TreeMap<>();
    figures.put(FigureName.of("evaluation_version"), (double) found.round());
    figures.put(FigureName.of("evaluation_examples"), (double) found.examples());
    figures.put(FigureName.of("evaluation_loss"), found.loss());
    for (Evaluated.Number measure : found.finite()) {
      figures.put(FigureName.of("evaluation", "measure", measure.name()), measure.value());
    }
    return figures;
  }

  private Outbox outbox(String name) {
    Outbox outbox = new Outbox(name);
    outboxes.add(outbox);
    return outbox;
  }
}
