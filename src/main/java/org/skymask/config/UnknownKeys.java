package org.skymask.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import java.util.Map;
import java.util.TreeMap;

/** Finds keys that nobody would read. */
final class UnknownKeys {

  private UnknownKeys() {}

  /**
   * @param given what the user wrote, before substitution: a key that an unset variable would have
   *     filled is missing in the effective configuration
   */
  static void check(
      ConfigObject given, ConfigObject effective, KnownKeys known, Problems problems) {
    Map<String, Leaf> leaves = new TreeMap<>();
    Leaf.below(given).forEach(leaf -> leaves.put(leaf.key(), leaf));
    Leaf.below(effective).forEach(leaf -> leaves.put(leaf.key(), leaf));
    for (Leaf leaf : leaves.values()) {
      if (known.isSection(leaf.key())) {
        checkBlock(leaf, known, problems);
      } else if (!isKnown(leaf, known)) {
        problems.add(leaf, "unknown key " + leaf.key() + "; " + known.suggestion(leaf.key()));
      }
    }
  }

  private static void checkBlock(Leaf leaf, KnownKeys known, Problems problems) {
    if (!(leaf.value() instanceof ConfigObject)) {
      String keys = String.join(", ", known.in(leaf.key()));
      problems.add(leaf, leaf.key() + ": expected a block of keys (" + keys + "), found a value");
    }
  }

  private static boolean isKnown(Leaf leaf, KnownKeys known) {
    return SparkKeys.isSpark(leaf) || isRuleParameter(leaf) || isAtOrBelowKey(leaf, known);
  }

  private static boolean isRuleParameter(Leaf leaf) {
    int least = leaf.value() instanceof ConfigObject ? 2 : 3;
    return leaf.path().get(0).equals(KnownKeys.RULE) && leaf.path().size() >= least;
  }

  /** An object in the place of a value is a wrong type, which reading the key reports. */
  private static boolean isAtOrBelowKey(Leaf leaf, KnownKeys known) {
    for (int length = 1; length <= leaf.path().size(); length++) {
      if (known.isKey(ConfigUtil.joinPath(leaf.path().subList(0, length)))) {
        return true;
      }
    }
    return false;
  }
}
