package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Experiment.Entry;
import org.skymask.named.Allowed;

/** Reads {@code matrix.*} of an experiment file. */
final class MatrixReader {
  private static final String AGGREGATOR = "aggregator";
  private static final Allowed FRACTION = Allowed.from(0, 1);

  private final Config config;
  private final Problems problems;
  private final EntryLists lists;
  private final Map<String, String> settings;

  /**
   * @param settings of all rounds, which a rule's own stand above
   */
  MatrixReader(Config config, Problems problems, Map<String, String> settings) {
    this.config = config;
    this.problems = problems;
    this.lists = new EntryLists(config, problems);
    this.settings = settings;
  }

  /**
   * @param axes read before
   */
  Experiment.Matrix read(Axes axes) {
    RoundSettings.check(
        settings, EntryLists.leaf("settings", config.getValue("settings")), "settings", problems);
    return new Experiment.Matrix(
        lists.labelled("matrix.rules", this::rule),
        lists.labelled("matrix.attacks", value -> lists.named("matrix.attacks", "name", value)),
        lists.once("matrix.fractions", this::fraction),
        lists.labelled("matrix.splits", value -> lists.named("matrix.splits", "split", value)),
        lists.once("matrix.seeds", this::seed),
        axes);
  }

  private @Nullable Entry rule(ConfigValue value) {
    String key = "matrix.rules";
    ConfigObject block =
        value instanceof ConfigObject object
            ? object
            : ConfigValueFactory.fromMap(Map.of(AGGREGATOR, String.valueOf(value.unwrapped())));
    ConfigValue name = block.get(AGGREGATOR);
    if (name == null) {
      return lists.wrong(key, value, "expected a rule's name, or a block with aggregator = <name>");
    }
    Map<String, String> own = RoundSettings.of(block.withoutKey(EntryLists.LABEL), key, problems);
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(own);
    RoundSettings.check(all, EntryLists.leaf(key, value), key, problems);
    String aggregator = String.valueOf(name.unwrapped());
    return new Entry(
        EntryLists.label(block, () -> aggregator + further(own)), aggregator, new TreeMap<>(own));
  }

  private static String further(Map<String, String> own) {
    String keys =
        own.entrySet().stream()
            .filter(setting -> !setting.getKey().equals(AGGREGATOR))
            .map(setting -> setting.getKey() + " = " + setting.getValue())
            .collect(Collectors.joining(", "));
    return keys.isEmpty() ? "" : " (" + keys + ")";
  }

  private @Nullable Double fraction(ConfigValue value) {
    return lists.number("matrix.fractions", value, FRACTION, Double.class);
  }

  private @Nullable Long seed(ConfigValue value) {
    try {
      return new BigDecimal(String.valueOf(value.unwrapped())).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      return lists.wrong("matrix.seeds", value, "expected a whole number of 64 bits");
    }
  }
}
