package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Experiment.Entry;
import org.skymask.named.Allowed;

/**
 * Reads lists of an experiment file, and names with parameters. What is wrong goes to the problems.
 */
final class EntryLists {
  static final String LABEL = "label";

  private final Config config;
  private final Problems problems;

  EntryLists(Config config, Problems problems) {
    this.config = config;
    this.problems = problems;
  }

  /** A list of things with labels. Results go by labels, so each label is there once. */
  List<Entry> labelled(String key, Function<ConfigValue, @Nullable Entry> entry) {
    return unique(key, list(key, entry));
  }

  /**
   * A list of values, each of them once: a cell that counts twice would look like two that agree.
   */
  <T> List<T> once(String key, Function<ConfigValue, @Nullable T> entry) {
    return once(key, list(key, entry));
  }

  /** Whether a list has entries. */
  boolean isGiven(String key) {
    return !(find(key) instanceof ConfigList list) || !list.isEmpty();
  }

  @Nullable ConfigValue find(String key) {
    return Problems.descend(config.root(), ConfigUtil.splitPath(key));
  }

  private <T> List<T> once(String key, List<T> values) {
    Set<T> seen = new HashSet<>();
    for (T value : values) {
      if (!seen.add(value)) {
        problems.add(
            leaf(key, config.root()),
            key + ": expected each value once, found " + value + " twice");
      }
    }
    return values;
  }

  private <T> List<T> list(String key, Function<ConfigValue, @Nullable T> entry) {
    List<T> entries = new ArrayList<>();
    if (!(find(key) instanceof ConfigList list) || list.isEmpty()) {
      problems.add(leaf(key, config.root()), key + ": expected a list with at least one entry");
      return entries;
    }
    for (ConfigValue value : list) {
      T read = entry.apply(value);
      if (read != null) {
        entries.add(read);
      }
    }
    return entries;
  }

  /** A name, or a block of it with parameters. */
  @Nullable Entry named(String key, String nameKey, ConfigValue value) {
    if (!(value instanceof ConfigObject block)) {
      String text = Values.scalar(value);
      return text == null
          ? wrong(key, value, "expected a name, or a block with " + nameKey + " = <name>")
          : new Entry(text, text, Map.of());
    }
    ConfigValue name = block.get(nameKey);
    if (name == null) {
      return wrong(key, value, "expected " + nameKey + " = <name> in the block");
    }
    Map<String, Object> parameters = new TreeMap<>(block.unwrapped());
    parameters.remove(nameKey);
    parameters.remove(LABEL);
    String text = String.valueOf(name.unwrapped());
    return new Entry(label(block, () -> text + parameters(parameters)), text, parameters);
  }

  private static String parameters(Map<String, Object> parameters) {
    String all =
        parameters.entrySet().stream()
            .map(parameter -> parameter.getKey() + " = " + parameter.getValue())
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "" : ", " + all;
  }

  /** That of a block, or another where it gives none. */
  static String label(ConfigObject block, Supplier<String> otherwise) {
    ConfigValue given = block.get(LABEL);
    return given == null ? otherwise.get() : String.valueOf(given.unwrapped());
  }

  private List<Entry> unique(String key, List<Entry> entries) {
    Set<String> seen = new HashSet<>();
    for (Entry entry : entries) {
      if (!seen.add(entry.label())) {
        problems.add(
            leaf(key, config.root()),
            key
                + ": two entries are labelled \""
                + entry.label()
                + "\"; give one a label of its own");
      }
    }
    return entries;
  }

  /** A number in its range, of the type that this says. */
  <T> @Nullable T number(String key, ConfigValue value, Allowed allowed, Class<T> type) {
    Object read = allowed.read(value.unwrapped());
    return type.isInstance(read)
        ? type.cast(read)
        : wrong(key, value, "expected " + allowed.expected());
  }

  <T> @Nullable T wrong(String key, ConfigValue value, String expected) {
    problems.add(leaf(key, value), key + ": " + expected + ", found " + value.unwrapped());
    return null;
  }

  static Leaf leaf(String key, ConfigValue value) {
    return new Leaf(ConfigUtil.splitPath(key), value);
  }
}
