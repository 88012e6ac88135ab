package org.skymask.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Sends a round's figures to a Prometheus Pushgateway when the round has ended. */
final class Pushgateway implements Observer {
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
    String group = URLEncoder.encode(federation, UTF_8).replace("+", "%20");
    String text = PrometheusText.of(figures.all(), federation);
    outbox.post(() -> server.put("/metrics/job/skymask/federation/" + group, TYPE, text));
  }
}
