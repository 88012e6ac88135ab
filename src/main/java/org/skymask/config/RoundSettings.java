package org.skymask.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settings of rounds inside an experiment file, as {@code -D} would give them. */
final class RoundSettings {
  /** What a simulation sets by itself. */
  private static final Set<String> OWN =
      Set.of("federation", "updates", "models", "root.data", "root.update", "seed");

  private RoundSettings() {}

  /**
   * @param where for messages
   */
  static Map<String, String> of(ConfigObject block, String where, Problems problems) {
    Map<String, String> keys = new TreeMap<>();
    for (Leaf leaf : Leaf.below(block)) {
      String text = text(leaf);
      if (OWN.contains(leaf.key())) {
        problems.add(leaf, where + ": " + leaf.key() + " is set by the simulation");
      } else if (text == null) {
        problems.add(leaf, where + ": " + leaf.key() + ": expected a value");
      } else {
        keys.put(leaf.key(), text);
      }
    }
    return keys;
  }

  /** What settings say of keys, under the place where the keys stand. */
  static void check(Map<String, String> keys, Leaf place, String where, Problems problems) {
    try {
      SettingsLoader.load(null, keys);
    } catch (ConfigurationException e) {
      e.problems()
          .forEach(
              problem -> problems.add(place, where + ": " + problem.replaceFirst("^-D: ", "")));
    }
  }

  private static @Nullable String text(Leaf leaf) {
    return leaf.value() instanceof ConfigList list
        ? list.render(ConfigRenderOptions.concise())
        : Values.scalar(leaf.value());
  }
}
