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
 * @param where whose round it is, and where its files are
 * @param method how updates are judged and put together
 * @param limits what must hold of uploads, of a round and of its model
 * @param running how the commands run
 * @param spark Spark's configuration: full names ({@code spark.hadoop.x}), secrets included
 * @param effective the whole configuration for a record of the round: nested, sorted, typed, unset
 *     keys left out, secrets hidden; names below {@code spark} flattened
 */
public record Settings(
    Where where,
    RootSettings root,
    Method method,
    Limits limits,
    Running running,
    Map<String, String> spark,
    Map<String, Object> effective)
    implements Serializable {

  /**
   * Whose round it is, and where its files are.
   *
   * @param federation name of the federation
   * @param updates URI or path of the clients' uploads
   * @param models URI or path of the model versions
   */
  public record Where(
      @Nullable String federation, @Nullable String updates, @Nullable String models)
      implements Serializable {}

  /**
   * How updates are judged and put together.
   *
   * @param aggregator name of the aggregation rule
   */
  public record Method(
      String aggregator,
      RuleSettings rule,
      MaskSettings mask,
      ClusterSettings cluster,
      AggregationSettings aggregation)
      implements Serializable {}

  /** What must hold of uploads, of a round and of its model. */
  public record Limits(QuorumSettings quorum, GateSettings gate, AdmissionSettings admission)
      implements Serializable {}

  /**
   * How the commands run.
   *
   * @param timeLimit of a round; zero for none
   * @param device what tasks compute on: {@code cpu}, {@code gpu}, {@code gpu-or-cpu} or {@code
   *     cpu-tensors}
   * @param seed of every random choice
   */
  public record Running(
      SweepSettings sweep, Duration timeLimit, String device, ObserveSettings observe, long seed)
      implements Serializable {}

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
          case "federation" -> where.federation();
          case "updates" -> where.updates();
          case "models" -> where.models();
          case "root.data" -> root.data();
          case "admission.keys" -> limits.admission().keys();
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
