package org.skymask.round;

import java.util.List;
import org.skymask.config.Settings;

/** The aggregation rules by name. */
public final class Aggregators {
  private Aggregators() {}

  /** What {@code aggregator} may say. */
  public static List<String> names() {
    return List.of(SkyMaskAggregator.NAME, FedAvgAggregator.NAME);
  }

  /**
   * @throws RoundException when there is no rule of that name
   */
  public static void requireKnown(String name) throws RoundException {
    if (!names().contains(name)) {
      throw unknown(name);
    }
  }

  /**
   * @throws RoundException when there is no rule of that name
   */
  static Aggregator of(Settings settings, Progress progress) throws RoundException {
    return switch (settings.aggregator()) {
      case SkyMaskAggregator.NAME -> new SkyMaskAggregator(settings, progress);
      case FedAvgAggregator.NAME -> new FedAvgAggregator();
      default -> throw unknown(settings.aggregator());
    };
  }

  private static RoundException unknown(String name) {
    return new RoundException(
        RoundException.Kind.USAGE,
        "aggregator = " + name + " is no rule; there are " + String.join(", ", names()));
  }
}
