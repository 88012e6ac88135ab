package org.skymask.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
    outbox.post(() -> write(Path.of(file), text));
  }

  /** Replaces the file as a whole, because the collector may read it at any moment. */
  private static void write(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
