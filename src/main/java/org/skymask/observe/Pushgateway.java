package org.skymask.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;

/** Sends a round's figures to a Prometheus Pushgateway when the round has ended. */
final class Pushgateway implements Observer {
  /** Names of jobs, each with figures of its own. */
  static final String ROUND = "skymask";

  static final String EVALUATION = "skymask-evaluate";

  private static final String TYPE = "text/plain; version=0.0.4";

  private final JsonHttp server;
  private final Outbox outbox;
  private final String federation;
  private final Figures figures;

  Pushgateway(JsonHttp server, Outbox outbox, String federation, Figures figures) {
    this.server = server;
    this.outbox = outbox;
    this.federation = federation;
    this.figures = figures;
  }

  @Override
  public String name() {
    return outbox.name();
  }

  @Override
  public void finished(Ending ending) {
    String text = PrometheusText.of(figures.all(), federation);
    outbox.post(() -> put(server, ROUND, federation, text));
  }

  static void put(JsonHttp server, String job, String federation, String text)
      throws IOException, InterruptedException {
    String group = URLEncoder.encode(federation, UTF_8).replace("+", "%20");
    server.put("/metrics/job/" + job + "/federation/" + group, TYPE, text);
  }
}
