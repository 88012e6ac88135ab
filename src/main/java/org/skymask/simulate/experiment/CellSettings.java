package org.skymask.simulate.experiment;

import java.util.Map;
import java.util.TreeMap;
import org.skymask.config.Experiment;
import org.skymask.config.Experiment.Entry;

/** The settings of a rule's rounds. */
final class CellSettings {
  private CellSettings() {}

  /** The experiment's training for the root update, its settings above that, the rule's on top. */
  static Map<String, String> of(Experiment experiment, Entry rule) {
    Map<String, String> keys = new TreeMap<>();
    keys.put("root.epochs", String.valueOf(experiment.training().localEpochs()));
    keys.put("root.batch-size", String.valueOf(experiment.training().batchSize()));
    keys.put("root.learning-rate", String.valueOf(experiment.training().learningRate()));
    // A round that the rule rejects has a version, so that the next has its base.
    keys.put("quorum.on-rejection", "carry");
    keys.putAll(experiment.settings());
    rule.parameters().forEach((key, value) -> keys.put(key, String.valueOf(value)));
    return keys;
  }
}
