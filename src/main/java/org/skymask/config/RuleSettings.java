package org.skymask.config;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of the aggregation rules: {@code rule.*}.
 *
 * @param byzantineCount f, ≥ 0; null where nobody said
 * @param parameters by rule name a map of its parameters ({@code rule.<name>.*}): numbers,
 *     Booleans, strings, lists and maps of these
 */
public record RuleSettings(@Nullable Integer byzantineCount, Map<String, Object> parameters)
    implements Serializable {

  public RuleSettings {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** Parameters of one rule, by name without {@code rule.<name>.}; empty where none is set. */
  public Map<String, Object> parameters(String rule) {
    Map<String, Object> named = new TreeMap<>();
    if (parameters.get(rule) instanceof Map<?, ?> block) {
      block.forEach((name, value) -> named.put((String) name, value));
    }
    return Collections.unmodifiableMap(named);
  }

  /** What all rules share, by key: f where it is set. */
  public Map<String, Object> shared() {
    return byzantineCount == null ? Map.of() : Map.of("rule.byzantine-count", byzantineCount);
  }
}
