package org.skymask.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The keys that name places and observers, and do not change what is computed. The same files may
 * have several places: another path, or another spelling of it.
 */
public final class Places {
  private static final Set<String> KEYS =
      Set.of(
          "spark",
          "updates",
          "models",
          "root.data",
          "admission.keys",
          "observe",
          "federation",
          "sweep",
          "round");

  /** A place where it is not {@link RootSettings#TRAIN}. */
  private static final String ROOT_UPDATE = "root.update";

  private Places() {}

  /**
   * A configuration without them.
   *
   * @param configuration nested, as {@link Settings#effective()}
   * @return values by full key, sorted
   */
  public static Map<String, Object> leftOut(Map<?, ?> configuration) {
    Map<String, Object> flat = new TreeMap<>();
    collect("", configuration, flat);
    return flat;
  }

  /** Keys and blocks of keys that are places whatever they say. */
  public static Set<String> keys() {
    return KEYS;
  }

  /** Whether a key, or the block of this name, says where something is. */
  public static boolean isOne(String key, Object value) {
    return KEYS.contains(key) || key.equals(ROOT_UPDATE) && !value.equals(RootSettings.TRAIN);
  }

  private static void collect(String prefix, Map<?, ?> block, Map<String, Object> flat) {
    block.forEach(
        (name, value) -> {
          String key = prefix + name;
          if (value instanceof Map<?, ?> inner && !isOne(key, value)) {
            collect(key + ".", inner, flat);
          } else if (!isOne(key, value)) {
            flat.put(key, value);
          }
        });
  }
}
