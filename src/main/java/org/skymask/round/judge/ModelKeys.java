package org.skymask.round.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.skymask.config.AggregationSettings.Weighting;
import org.skymask.config.Places;
import org.skymask.config.RootSettings;

/**
 * The keys of a configuration that a round's result depends on, given its uploads and root
 * examples. The keys that do not count are listed here, so an unlisted key counts.
 */
public final class ModelKeys {
  /** What is admitted, how fast, and what becomes of a round that is rejected. */
  private static final List<String> NEVER =
      List.of(
          // The admitted uploads themselves are compared.
          "admission",
          // Last bits of a model differ between devices: a retry on another is no conflict.
          "device",
          // Blocks of any length give the same bits.
          "mask.block-length",
          // A round that was committed had its quorum.
          "quorum.minimum-clients",
          // What becomes of a rejected round is no input of it: a scheduler that asks once more for
          // a round that somebody has carried meanwhile is to go on from there.
          "quorum.on-rejection");

  private static final List<String> OF_SKYMASK =
      List.of("mask.epochs", "mask.learning-rate", "mask.threshold", "cluster");

  /** Of the root update, where the server trains it. */
  private static final List<String> OF_TRAINING =
      List.of("root.epochs", "root.batch-size", "root.learning-rate");

  private ModelKeys() {}

  /**
   * Removes the keys on which the results of both configurations do not depend.
   *
   * @param then nested, as round.json has it
   * @param now the same of another one
   */
  public static void keep(ObjectNode then, ObjectNode now) {
    Set<String> rules = new TreeSet<>(rules(then));
    rules.addAll(rules(now));
    Set<String> neither = idle(then, rules);
    neither.retainAll(idle(now, rules));
    for (String key : neither) {
      remove(then, key);
      remove(now, key);
    }
  }

  private static Set<String> idle(ObjectNode configuration, Set<String> rules) {
    Set<String> idle = new TreeSet<>(NEVER);
    idle.addAll(Places.keys());
    idle.addAll(ofOthers(configuration, rules));
    if (!configuration
        .path("root")
        .path("update")
        .asText(RootSettings.TRAIN)
        .equals(RootSettings.TRAIN)) {
      idle.addAll(OF_TRAINING);
    }
    if (!configuration
        .path("aggregation")
        .path("weights")
        .asText()
        .equals(Weighting.EXAMPLES.code())) {
      idle.add("aggregation.maximum-share");
    }
    return idle;
  }

  private static Set<String> ofOthers(ObjectNode configuration, Set<String> rules) {
    String aggregator = configuration.path("aggregator").asText();
    Set<String> others = new TreeSet<>();
    boolean isSkyMask = aggregator.equals(SkyMaskAggregator.NAME);
    if (!isSkyMask) {
      others.addAll(OF_SKYMASK);
    }
    if (isSkyMask || aggregator.equals(FedAvgAggregator.NAME)) {
      others.add("rule");
    }
    List<String> own = List.of(aggregator.split("\\+", -1));
    rules.stream().filter(rule -> !own.contains(rule)).map("rule."::concat).forEach(others::add);
    return others;
  }

  /** The names of blocks of parameters. */
  private static List<String> rules(ObjectNode configuration) {
    List<String> names = new ArrayList<>();
    configuration
        .path("rule")
        .fields()
        .forEachRemaining(
            rule -> {
              if (rule.getValue().isObject()) {
                names.add(rule.getKey());
              }
            });
    return names;
  }

  private static void remove(ObjectNode block, String key) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      block.remove(key);
      return;
    }
    JsonNode inner = block.path(key.substring(0, dot));
    if (inner instanceof ObjectNode child) {
      remove(child, key.substring(dot + 1));
    }
  }
}
