package org.skymask.simulate.results;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skymask.config.Experiment;
import org.skymask.report.AlongAxis.Kind;
import org.skymask.report.AlongAxis.Place;

/**
 * A numeric axis of an experiment.
 *
 * @param held what says that cells have one of its values, with %s for the label
 * @param place of cells on it; empty for cells that are not on it
 */
record Dimension(Kind kind, String held, Function<SummaryRow.Key, Optional<Place>> place) {
  /** The malicious share: cells with nobody malicious are those of the attack "none". */
  static final Dimension FRACTION =
      new Dimension(
          new Kind("fraction", "malicious fraction", "malicious clients, %"),
          "%s %% malicious",
          key -> Optional.of(new Place(key.fraction(), percent(key.fraction()))));

  /** What cells have, in words. */
  Optional<String> text(SummaryRow.Key key) {
    return place.apply(key).map(found -> held.formatted(found.label()));
  }

  /**
   * Those of the federation.
   *
   * @param classes of the model, 0 where unknown: a balanced root dataset has 1/classes of each
   */
  static List<Dimension> federation(int classes) {
    return List.of(
        new Dimension(
            new Kind("clients", "clients", "clients"),
            "%s clients",
            key -> whole(key.setup().clients())),
        new Dimension(
            new Kind("participation", "participation", "clients taking part in a round, %"),
            "%s %% of the clients a round",
            key -> participation(key.setup().participation())),
        new Dimension(
            new Kind("root-examples", "root examples", "root examples"),
            "%s root examples",
            key -> whole(key.setup().rootExamples())),
        new Dimension(
            new Kind(
                "root-bias",
                "root bias",
                classes == 0
                    ? "share of one class"
                    : "share of one class (1/" + classes + ": balanced)"),
            "root bias %s",
            key -> bias(key.setup(), classes)));
  }

  private static Optional<Place> whole(OptionalInt number) {
    return number.isPresent()
        ? Optional.of(new Place(number.getAsInt(), String.valueOf(number.getAsInt())))
        : Optional.empty();
  }

  private static Optional<Place> participation(double share) {
    return Double.isNaN(share) ? Optional.empty() : Optional.of(new Place(share, percent(share)));
  }

  /** A balanced sample is a value among the others where it is known which. */
  private static Optional<Place> bias(Setup setup, int classes) {
    if (setup.equals(Setup.UNKNOWN)) {
      return Optional.empty();
    }
    if (setup.rootBias().isPresent()) {
      double share = setup.rootBias().getAsDouble();
      return Optional.of(new Place(share, plain(BigDecimal.valueOf(share))));
    }
    return Optional.of(
        classes == 0
            ? new Place(Double.NaN, "balanced")
            : new Place(1.0 / classes, "1/" + classes));
  }

  /** One for each split whose entries in the matrix differ in one number. */
  static List<Dimension> splits(List<Experiment.Entry> entries) {
    Map<String, List<Experiment.Entry>> byName =
        entries.stream()
            .collect(
                Collectors.groupingBy(
                    Experiment.Entry::name, LinkedHashMap::new, Collectors.toList()));
    List<Dimension> all = new ArrayList<>();
    byName.forEach(
        (name, same) -> {
          List<String> varied =
              new TreeSet<>(
                      same.stream().flatMap(one -> one.parameters().keySet().stream()).toList())
                  .stream()
                      .filter(parameter -> values(same, parameter).distinct().count() > 1)
                      .toList();
          if (varied.size() == 1) {
            split(name, varied.get(0), same).ifPresent(all::add);
          }
        });
    return all;
  }

  private static Stream<String> values(List<Experiment.Entry> entries, String parameter) {
    return entries.stream().map(entry -> String.valueOf(entry.parameters().get(parameter)));
  }

  private static Optional<Dimension> split(
      String name, String parameter, List<Experiment.Entry> entries) {
    Map<String, Place> places = new LinkedHashMap<>();
    for (Experiment.Entry entry : entries) {
      try {
        BigDecimal number = new BigDecimal(String.valueOf(entry.parameters().get(parameter)));
        places.put(entry.label(), new Place(number.doubleValue(), plain(number)));
      } catch (NumberFormatException notNumeric) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Dimension(
            new Kind(name + "-" + parameter, parameter + " of " + name, parameter + " of " + name),
            name + ", " + parameter + " = %s",
            key -> Optional.ofNullable(places.get(key.split()))));
  }

  private static String percent(double share) {
    return plain(BigDecimal.valueOf(share).movePointRight(2));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
