package org.skymask.config;

import com.typesafe.config.ConfigUtil;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The configuration as round.json records it: nested, sorted, secrets hidden. */
final class EffectiveRecord {

  private EffectiveRecord() {}

  /**
   * @param typed values by key
   * @param rules parameters by rule
   * @param spark values by full name; recorded below "spark" with the rest of the name unnested,
   *     because a name of Spark may continue another
   */
  static Map<String, Object> of(
      Map<String, Object> typed, Map<String, Object> rules, Map<String, String> spark) {
    Map<String, Object> record = new TreeMap<>();
    typed.forEach((key, value) -> put(record, ConfigUtil.splitPath(key), value));
    rules.forEach((name, value) -> put(record, List.of(KnownKeys.RULE, name), value));
    record.put(KnownKeys.SPARK, new TreeMap<String, Object>());
    spark.forEach(
        (name, value) ->
            put(
                record,
                List.of(KnownKeys.SPARK, name.substring(KnownKeys.SPARK.length() + 1)),
                value));
    return hidden("", record);
  }

  /** The same content as immutable sorted maps and lists, nulls left out. */
  static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new TreeMap<>();
      map.forEach(
          (key, child) -> {
            if (child != null) {
              copy.put((String) key, sorted(child));
            }
          });
      return Collections.unmodifiableMap(copy);
    }
    return value instanceof List<?> list
        ? list.stream().filter(Objects::nonNull).map(EffectiveRecord::sorted).toList()
        : value;
  }

  @SuppressWarnings("unchecked") // every block on the way was made here
  private static void put(Map<String, Object> record, List<String> path, Object value) {
    Map<String, Object> block = record;
    for (String section : path.subList(0, path.size() - 1)) {
      block = (Map<String, Object>) block.computeIfAbsent(section, name -> new TreeMap<>());
    }
    block.put(path.get(path.size() - 1), value);
  }

  private static Map<String, Object> hidden(String prefix, Map<?, ?> map) {
    Map<String, Object> copy = new TreeMap<>();
    map.forEach(
        (name, value) -> {
          String key = prefix + name;
          copy.put(
              (String) name,
              value instanceof Map<?, ?> block
                  ? hidden(key + ".", block)
                  : Secrets.hide(key, value));
        });
    return Collections.unmodifiableMap(copy);
  }
}
