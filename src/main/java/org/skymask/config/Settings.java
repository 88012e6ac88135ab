package org.skymask.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The effective configuration, every key in its range. Keys without a default are null where nobody
 * set them; a command that cannot do without asks by {@link #required}.
 *
 * @param federation name of the federation
 * @param updates URI or path of the clients' uploads
 * @param models URI or path of the model versions
 * @param aggregator name of the aggregation rule
 * @param timeLimit of a round; zero for none
 * @param device what tasks compute on: {@code cpu}, {@code gpu}, {@code gpu-or-cpu} or {@code
 *     cpu-tensors}
 * @param seed of every random choice
 * @param spark Spark's configuration: full names ({@code spark.hadoop.x}), secrets included
 * @param effective the whole configuration for a record of the round: nested, sorted, typed, unset
 *     keys left out, secrets hidden; names below {@code spark} flattened
 */
public record Settings(
    @Nullable String federation,
    @Nullable String updates,
    @Nullable String models,
    Root root,
    String aggregator,
    Rule rule,
    Mask mask,
    Cluster cluster,
    Quorum quorum,
    AggregationSettings aggregation,
    GateSettings gate,
    AdmissionSettings admission,
    Sweep sweep,
    Duration timeLimit,
    String device,
    Observe observe,
    long seed,
    Map<String, String> spark,
    Map<String, Object> effective)
    implements Serializable {

  public Settings {
    spark = Collections.unmodifiableMap(new TreeMap<>(spark));
    effective = Collections.unmodifiableMap(new TreeMap<>(effective));
  }

  /**
   * Value of a key that has no default.
   *
   * @param key {@code federation}, {@code updates}, {@code models}, {@code root.data} or {@code
   *     admission.keys}
   * @throws ConfigurationException naming the key and how to set it, where it is not set
   */
  public String required(String key) {
    String value =
        switch (key) {
          case "federation" -> federation;
          case "updates" -> updates;
          case "models" -> models;
          case "root.data" -> root.data();
          case "admission.keys" -> admission.keys();
          default -> throw new IllegalArgumentException(key + " has a default");
        };
    if (value == null) {
      throw new ConfigurationException(
          key
              + " is not set: write "
              + key
              + " = … in the file of --config, or give -D "
              + key
              + "=…");
    }
    return value;
  }

  /** Without {@link #spark}: that holds secrets. */
  @Override
  public String toString() {
    return "Settings" + effective;
  }
}
