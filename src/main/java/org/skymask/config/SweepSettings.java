package org.skymask.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * What is swept: {@code sweep.*}.
 *
 * @param olderThan age of a leftover's newest file, ≥ {@link #LEAST}
 */
public record SweepSettings(Duration olderThan) implements Serializable {

  /** Longest time between the last file of a round and its commit; a tenth has never been seen. */
  public static final Duration LEAST = Duration.ofHours(1);
}
