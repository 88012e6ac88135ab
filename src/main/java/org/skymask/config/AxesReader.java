package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Experiment.Entry;
import org.skymask.named.Allowed;

/** Reads the axes of a matrix, and what of the root dataset has more than one form. */
final class AxesReader {
  static final String PARTICIPATION = "matrix.participation";

  private static final String ROOT_CLASS = "federation.root-class";
  private static final Allowed SHARE = Allowed.from(0, 1);

  private final Config config;
  private final Problems problems;
  private final EntryLists lists;

  AxesReader(Config config, Problems problems) {
    this.config = config;
    this.problems = problems;
    this.lists = new EntryLists(config, problems);
  }

  Axes read() {
    return new Axes(
        axis("matrix.clients", Allowed.whole(2), Integer.class),
        axis(PARTICIPATION, Allowed.share(), Double.class),
        axis("matrix.root-examples", Allowed.whole(1), Integer.class),
        axis("matrix.root-bias", value -> bias("matrix.root-bias", value)),
        lists.isGiven("matrix.root-source")
            ? lists.labelled(
                "matrix.root-source", value -> lists.named("matrix.root-source", "source", value))
            : List.of());
  }

  private <T> List<T> axis(String key, Allowed allowed, Class<T> type) {
    return axis(key, value -> lists.number(key, value, allowed, type));
  }

  private <T> List<T> axis(String key, Function<ConfigValue, @Nullable T> entry) {
    return lists.isGiven(key) ? lists.once(key, entry) : List.of();
  }

  /** {@code federation.root-bias} and {@code federation.root-class}. */
  RootSample.Bias rootBias() {
    RootSample.Bias bias = bias("federation.root-bias", value("federation.root-bias"));
    return bias == null ? RootSample.Bias.BALANCED : bias;
  }

  /** {@code federation.root-source}. */
  Entry rootSource() {
    Entry entry = lists.named("federation.root-source", "source", value("federation.root-source"));
    return entry == null ? RootSample.SAME : entry;
  }

  private ConfigValue value(String key) {
    return Objects.requireNonNull(lists.find(key), key);
  }

  private RootSample.@Nullable Bias bias(String key, ConfigValue value) {
    if (Axes.BALANCED.equals(value.unwrapped())) {
      return RootSample.Bias.BALANCED;
    }
    Object share = SHARE.read(value.unwrapped());
    return share instanceof Double given
        ? new RootSample.Bias(
            given, new Values(config, problems).whole(ROOT_CLASS, Allowed.whole(0)))
        : lists.wrong(key, value, "expected \"balanced\" or " + SHARE.expected());
  }
}
