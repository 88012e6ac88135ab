package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Experiment.Entry;
import org.skymask.named.Allowed;

/** Reads {@code matrix.*} of an experiment file. */
final class MatrixReader {
  private static final String AGGREGATOR = "aggregator";
  private static final String LABEL = "label";
  private static final Allowed FRACTION = Allowed.from(0, 1);

  private final Config config;
  private final Problems problems;
  private final Map<String, String> settings;

  /**
   * @param settings of all rounds, which a rule's own stand above
   */
  MatrixReader(Config config, Problems problems, Map<String, String> settings) {
    this.config = config;
    this.problems = problems;
    this.settings = settings;
  }

  Experiment.Matrix read() {
    RoundSettings.check(
        settings, leaf("settings", config.getValue("settings")), "settings", problems);
    return new Experiment.Matrix(
        unique("matrix.rules", list("matrix.rules", this::rule)),
        unique(
            "matrix.attacks",
            list("matrix.attacks", value -> named("matrix.attacks", "name", value))),
        once("matrix.fractions", list("matrix.fractions", this::fraction)),
        unique(
            "matrix.splits",
            list("matrix.splits", value -> named("matrix.splits", "split", value))),
        once("matrix.seeds", list("matrix.seeds", this::seed)));
  }

  /** A cell that counts twice would look like two that agree. */
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
    if (!(Problems.descend(config.root(), ConfigUtil.splitPath(key)) instanceof ConfigList list)
        || list.isEmpty()) {
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

  private @Nullable Entry rule(ConfigValue value) {
    String key = "matrix.rules";
    ConfigObject block =
        value instanceof ConfigObject object
            ? object
            : ConfigValueFactory.fromMap(Map.of(AGGREGATOR, String.valueOf(value.unwrapped())));
    ConfigValue name = block.get(AGGREGATOR);
    if (name == null) {
      return wrong(key, value, "expected a rule's name, or a block with aggregator = <name>");
    }
    Map<String, String> own = RoundSettings.of(block.withoutKey(LABEL), key, problems);
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(own);
    RoundSettings.check(all, leaf(key, value), key, problems);
    String aggregator = String.valueOf(name.unwrapped());
    return new Entry(label(block, () -> aggregator + further(own)), aggregator, new TreeMap<>(own));
  }

  private static String further(Map<String, String> own) {
    String keys =
        own.entrySet().stream()
            .filter(setting -> !setting.getKey().equals(AGGREGATOR))
            .map(setting -> setting.getKey() + " = " + setting.getValue())
            .collect(Collectors.joining(", "));
    return keys.isEmpty() ? "" : " (" + keys + ")";
  }

  /** A name, or a block of it with parameters. */
  private @Nullable Entry named(String key, String nameKey, ConfigValue value) {
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

  private static String label(ConfigObject block, java.util.function.Supplier<String> otherwise) {
    ConfigValue given = block.get(LABEL);
    return given == null ? otherwise.get() : String.valueOf(given.unwrapped());
  }

  private @Nullable Double fraction(ConfigValue value) {
    Object read = FRACTION.read(value.unwrapped());
    return read instanceof Double fraction
        ? fraction
        : wrong("matrix.fractions", value, "expected " + FRACTION.expected());
  }

  private @Nullable Long seed(ConfigValue value) {
    try {
      return new BigDecimal(String.valueOf(value.unwrapped())).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      return wrong("matrix.seeds", value, "expected a whole number of 64 bits");
    }
  }

  /** Results go by labels. */
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

  private <T> @Nullable T wrong(String key, ConfigValue value, String expected) {
    problems.add(leaf(key, value), key + ": " + expected + ", found " + value.unwrapped());
    return null;
  }

  private static Leaf leaf(String key, ConfigValue value) {
    return new Leaf(ConfigUtil.splitPath(key), value);
  }
}
