package org.skymask.simulate.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Coded;
import org.skymask.model.Quality;
import org.skymask.simulate.federation.RoundEnd;
import org.skymask.simulate.federation.RoundTimes;
import org.skymask.simulate.federation.Turnout;

/** The columns of results, in files of any kind: text, int64 or double by the values' types. */
final class Columns {
  static final String FEDERATION_CLIENTS = "federation_clients";
  static final String ROOT_EXAMPLES = "root_examples";

  private Columns() {}

  /** Values by column; null for NaN. Rates are derived from the counts. */
  static Map<String, @Nullable Object> values(RoundRow row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("cell", row.cell());
    values.put("rule", row.rule());
    values.put("attack", row.attack());
    values.put("fraction", row.fraction());
    values.put("split", row.split());
    values.put("seed", row.seed());
    values.put("round", (long) row.round());
    values.put("outcome", row.outcome().code());
    values.put("accuracy", number(row.accuracy()));
    values.put("loss", number(row.loss()));
    values.put("attack_success", number(row.attackSuccess()));
    values.put("clients", (long) row.clients());
    values.put("malicious", (long) row.malicious());
    values.put("caught", (long) row.caught());
    values.put("lost", (long) row.lost());
    values.put("false_positive_rate", number(row.falsePositiveRate()));
    values.put("false_negative_rate", number(row.falseNegativeRate()));
    values.put("gain", number(row.gain().orElse(Double.NaN)));
    values.put("training_seconds", number(row.trainingSeconds()));
    values.put("round_seconds", number(row.roundSeconds()));
    values.put("seconds", number(row.seconds()));
    values.put("measure", row.quality().code());
    values.put("value", number(row.value()));
    values.putAll(setup(row.setup()));
    return values;
  }

  /** Columns that results of any kind have of the federation. */
  static Map<String, @Nullable Object> setup(Setup setup) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put(FEDERATION_CLIENTS, whole(setup.clients()));
    values.put("participation", number(setup.participation()));
    values.put(ROOT_EXAMPLES, whole(setup.rootExamples()));
    values.put("root_bias", number(setup.rootBias().orElse(Double.NaN)));
    values.put("root_source", setup.rootSource());
    return values;
  }

  private static @Nullable Long whole(OptionalInt number) {
    return number.isPresent() ? (Long) (long) number.getAsInt() : null;
  }

  static RoundRow row(JsonNode json) {
    return new RoundRow(
        new RoundRow.Labels(
            text(json, "cell"),
            text(json, "rule"),
            text(json, "attack"),
            number(json, "fraction"),
            text(json, "split"),
            required(json, "seed").longValue(),
            // The matrix says it anew for each reader.
            Setup.UNKNOWN),
        required(json, "round").intValue(),
        Coded.of(RoundEnd.class, text(json, "outcome")),
        measured(json),
        new Turnout(
            required(json, "clients").intValue(),
            required(json, "malicious").intValue(),
            required(json, "caught").intValue(),
            required(json, "lost").intValue()),
        known(number(json, "gain")),
        new RoundTimes(
            number(json, "training_seconds"),
            number(json, "round_seconds"),
            number(json, "seconds")));
  }

  /** Cells of classifiers were kept without the name of their measure at first. */
  private static RoundRow.Measured measured(JsonNode json) {
    double loss = number(json, "loss");
    double success = number(json, "attack_success");
    return json.has("measure")
        ? new RoundRow.Measured(
            Coded.of(Quality.class, text(json, "measure")), number(json, "value"), loss, success)
        : new RoundRow.Measured(number(json, "accuracy"), loss, success);
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  private static JsonNode required(JsonNode json, String name) {
    if (!json.has(name)) {
      throw new IllegalArgumentException("a row lacks " + name);
    }
    return json.get(name);
  }

  private static String text(JsonNode json, String name) {
    return required(json, name).asText();
  }

  private static double number(JsonNode json, String name) {
    JsonNode value = required(json, name);
    return value.isNull() ? Double.NaN : value.doubleValue();
  }
}
