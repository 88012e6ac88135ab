package org.skymask.observe;

import java.nio.file.Path;
import org.skymask.storage.LocalFiles;

/** Leaves a round's figures in a file, for node_exporter's textfile collector. */
final class PrometheusFile implements Observer {
  private final Outbox outbox;
  private final String file;
  private final String federation;
  private final Figures figures;

  PrometheusFile(Outbox outbox, String file, String federation, Figures figures) {
    this.outbox = outbox;
    this.file = file;
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
    // The collector may read it at any moment.
    outbox.post(() -> LocalFiles.replace(Path.of(file), text));
  }
}
