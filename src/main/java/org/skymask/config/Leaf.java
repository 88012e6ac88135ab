package org.skymask.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A value that is no object with content: a scalar, a list, null or an empty object. ({@code
 * Config.entrySet} would leave out the last two.)
 *
 * @param path the keys from the root
 */
record Leaf(List<String> path, ConfigValue value) {

  /** The path as HOCON reads it: elements with dots quoted. */
  String key() {
    return key(path);
  }

  /** A path as HOCON reads it. */
  static String key(List<String> path) {
    return ConfigUtil.joinPath(path);
  }

  /** The path with plain dots, as Spark names its keys. */
  String name() {
    return String.join(".", path);
  }

  /** All leaves below an object, by key. */
  static List<Leaf> below(ConfigObject object) {
    List<Leaf> leaves = new ArrayList<>();
    collect(List.of(), object, leaves);
    return leaves;
  }

  private static void collect(List<String> prefix, ConfigObject object, List<Leaf> leaves) {
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
      List<String> path = new ArrayList<>(prefix);
      path.add(entry.getKey());
      if (entry.getValue() instanceof ConfigObject child && !isEmpty(child)) {
        collect(path, child, leaves);
      } else {
        leaves.add(new Leaf(List.copyOf(path), entry.getValue()));
      }
    }
  }

  /** Also where only substitution will tell. */
  private static boolean isEmpty(ConfigObject object) {
    try {
      return object.isEmpty();
    } catch (ConfigException.NotResolved e) {
      return true;
    }
  }
}
