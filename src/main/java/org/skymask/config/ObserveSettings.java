package org.skymask.config;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Coded;

/**
 * Who is told of a round besides its own files: {@code observe.*}. Nobody by default.
 *
 * @param timeout of a request, and of all that a round waits for at its end
 * @param site when the page of the federation is written
 */
public record ObserveSettings(
    Duration timeout, OpenLineage openLineage, Mlflow mlflow, Prometheus prometheus, Site site)
    implements Serializable {

  /** When index.html is written beside the versions. */
  public enum Site implements Coded {
    /** By {@code skymask site} alone. */
    OFF,
    /** After each round, rollback, pardon and ban that ends with a result. */
    AFTER_ROUND
  }

  /** Shorter, and a name server that blinks would be a warning. */
  static final Duration LEAST_TIMEOUT = Duration.ofSeconds(1);

  /**
   * Run events.
   *
   * @param url of a server, without {@code /api/v1/lineage}; null: none
   * @param file that a line is appended to for each event; null: none
   * @param namespace of the job
   * @param bearerFile holds the token for the server; null: none is sent
   */
  public record OpenLineage(
      @Nullable String url, @Nullable String file, String namespace, @Nullable String bearerFile)
      implements Serializable {}

  /**
   * A run of an experiment for each round.
   *
   * @param url of the tracking server; null: off
   * @param experiment its name; null: the federation's
   * @param model name of the registered model that gets a version for each committed one; null:
   *     none
   * @param bearerFile holds the token for the server; null: none is sent
   */
  public record Mlflow(
      @Nullable String url,
      @Nullable String experiment,
      @Nullable String model,
      @Nullable String bearerFile)
      implements Serializable {}

  /**
   * What stays of a batch job for Prometheus.
   *
   * @param file written over at the end of each round; null: none
   * @param pushgateway its URL; null: none
   */
  public record Prometheus(@Nullable String file, @Nullable String pushgateway)
      implements Serializable {}
}
