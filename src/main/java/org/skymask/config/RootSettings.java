package org.skymask.config;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The server's clean data and its root update: {@code root.*}.
 *
 * @param data URI or path of the root dataset; null where not set
 * @param update {@link #TRAIN}, or the directory of an upload that serves as root update
 * @param epochs passes of the server's own training, ≥ 1
 * @param batchSize examples of a step, ≥ 1
 * @param learningRate step of plain SGD, &gt; 0
 */
public record RootSettings(
    @Nullable String data, String update, int epochs, int batchSize, double learningRate)
    implements Serializable {

  public static final String TRAIN = "train";

  /** Whether the server trains the root update itself. */
  public boolean trains() {
    return update.equals(TRAIN);
  }
}
