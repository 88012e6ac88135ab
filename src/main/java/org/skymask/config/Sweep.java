package org.skymask.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * What is swept: {@code sweep.*}.
 *
 * @param olderThan age of a leftover's newest file, ≥ {@link #LEAST}
 */
public record Sweep(Duration olderThan) implements Serializable {

  /** A round may take so long between its last file and its commit; nobody has seen a tenth. */
  public static final Duration LEAST = Duration.ofHours(1);
}
