package org.skymask.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.skymask.config.ConfigurationException;

/**
 * What {@code --with} says.
 *
 * @param name of the variant
 * @param keys of the configuration, with their values
 */
record VariantOption(String name, Map<String, String> keys) {
  /** Commas within a list stay where no key follows. */
  private static final Pattern BETWEEN = Pattern.compile(",(?=\\s*[\\w.\"-]+\\s*=)");

  /**
   * @param text {@code name: key=value, key=value}
   * @throws ConfigurationException where it is not of that form
   */
  static VariantOption parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? "" : text.substring(0, colon).strip();
    if (name.isEmpty()) {
      throw wrong(text);
    }
    Map<String, String> keys = new LinkedHashMap<>();
    for (String pair : BETWEEN.split(text.substring(colon + 1), -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? "" : pair.substring(0, equals).strip();
      if (key.isEmpty() || keys.put(key, pair.substring(equals + 1).strip()) != null) {
        throw wrong(text);
      }
    }
    return new VariantOption(name, keys);
  }

  private static ConfigurationException wrong(String text) {
    return new ConfigurationException(
        "--with \"" + text + "\": expected \"name: key=value, key=value\", each key once");
  }
}
