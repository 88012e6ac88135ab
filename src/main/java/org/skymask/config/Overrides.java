package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code -D key=value}: values are plain texts, not HOCON, so that a URI needs no quotes. */
final class Overrides {

  private static final String ORIGIN = "-D";

  private Overrides() {}

  /** Our own keys as a layer above the file. */
  static Config own(Map<String, String> overrides, KnownKeys known) {
    Config layer = ConfigFactory.empty(ORIGIN);
    for (Map.Entry<String, String> entry : new TreeMap<>(overrides).entrySet()) {
      String key = entry.getKey();
      if (!isSpark(key)) {
        layer = layer.withValue(checked(key), value(key, entry.getValue(), known));
      }
    }
    return layer;
  }

  /** Spark's keys by their plain names; a layer of HOCON would lose one of two nested names. */
  static SortedMap<String, String> spark(Map<String, String> overrides) {
    SortedMap<String, String> spark = new TreeMap<>();
    overrides.forEach(
        (key, value) -> {
          if (isSpark(key)) {
            spark.put(key.contains("\"") ? String.join(".", elements(key)) : key, value);
          }
        });
    return spark;
  }

  private static boolean isSpark(String key) {
    return key.replace("\"", "").startsWith(KnownKeys.SPARK + ".");
  }

  private static String checked(String key) {
    return ConfigUtil.joinPath(elements(key));
  }

  private static List<String> elements(String key) {
    try {
      return ConfigUtil.splitPath(key);
    } catch (ConfigException e) {
      throw new ConfigurationException(
          ORIGIN + ": \"" + key + "\" is not a key: expected names joined by dots");
    }
  }

  private static ConfigValue value(String key, String text, KnownKeys known) {
    if (known.isList(key)) {
      String list = text.strip().startsWith("[") ? text : "[" + text + "]";
      return parsed(list, text);
    }
    return key.startsWith(KnownKeys.RULE + ".") && !known.isKey(key)
        ? parsed(text, text)
        : ConfigValueFactory.fromAnyRef(text, ORIGIN);
  }

  /** A number, a Boolean or a list where the text is one; otherwise the text itself. */
  private static ConfigValue parsed(String hocon, String text) {
    try {
      ConfigValue value = ConfigFactory.parseString("value = " + hocon).getValue("value");
      if (List.of(ConfigValueType.NUMBER, ConfigValueType.BOOLEAN, ConfigValueType.LIST)
          .contains(value.valueType())) {
        return ConfigValueFactory.fromAnyRef(value.unwrapped(), ORIGIN);
      }
    } catch (ConfigException e) {
      // Not HOCON, hence a text.
    }
    return ConfigValueFactory.fromAnyRef(text, ORIGIN);
  }
}
