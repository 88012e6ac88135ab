package org.skymask.simulate.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.skymask.config.Experiment;
import org.skymask.report.AlongAxis;
import org.skymask.report.AlongAxis.Cell;
import org.skymask.report.AlongAxis.Group;
import org.skymask.report.AlongAxis.Place;

/**
 * The numeric axes along which finished cells have two values or more. All other axes are held: a
 * group has the cells of one combination of them.
 */
final class AlongAxes {
  private final List<SummaryRow> rows;
  private final List<Dimension> federation;
  private final List<Dimension> splits;
  private final List<String> rules;

  /**
   * @param splits of the matrix
   * @param classes of the model; 0 where unknown
   */
  AlongAxes(List<SummaryRow> rows, List<Experiment.Entry> splits, int classes) {
    this.rows = rows;
    this.federation = Dimension.federation(classes);
    this.splits = Dimension.splits(splits);
    this.rules = rows.stream().map(row -> row.key().rule()).distinct().toList();
  }

  List<AlongAxis> all() {
    return Stream.of(List.of(Dimension.FRACTION), federation, splits)
        .flatMap(List::stream)
        .map(this::along)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<AlongAxis> along(Dimension axis) {
    List<Place> places =
        rows.stream()
            .flatMap(row -> axis.place().apply(row.key()).stream())
            .distinct()
            .sorted(Comparator.comparingDouble(AlongAxes::order).thenComparing(Place::label))
            .toList();
    List<Group> groups =
        byHeld(axis).entrySet().stream()
            .map(held -> new Group(held.getKey(), cells(axis, places, held.getValue())))
            .filter(group -> isWorthDrawing(axis, places, group))
            .toList();
    boolean fromNobody =
        axis.equals(Dimension.FRACTION) && places.stream().anyMatch(place -> place.value() == 0);
    return groups.isEmpty()
        ? Optional.empty()
        : Optional.of(new AlongAxis(axis.kind(), places, fromNobody, rules, groups));
  }

  /** What is no number comes first. */
  private static double order(Place place) {
    return Double.isNaN(place.value()) ? Double.NEGATIVE_INFINITY : place.value();
  }

  /** Two places with a number, not counting that of nobody malicious. */
  private static boolean isWorthDrawing(Dimension axis, List<Place> places, Group group) {
    return group.cells().stream()
            .filter(cell -> cell.bySeed().values().stream().allMatch(Double::isFinite))
            .map(cell -> places.get(cell.place()))
            .filter(place -> !axis.equals(Dimension.FRACTION) || place.value() > 0)
            .distinct()
            .count()
        > 1;
  }

  /** The rows that differ along an axis alone, by what they have in common. */
  private Map<String, List<SummaryRow>> byHeld(Dimension axis) {
    Map<String, List<SummaryRow>> all = new LinkedHashMap<>();
    for (SummaryRow row : rows) {
      if (axis.place().apply(row.key()).isPresent()) {
        all.computeIfAbsent(setting(axis, row), unused -> new ArrayList<>()).add(row);
      }
    }
    if (axis.equals(Dimension.FRACTION)) {
      return all;
    }
    Map<String, List<SummaryRow>> sliced = new LinkedHashMap<>();
    all.forEach((setting, own) -> sliced.putAll(byFraction(setting, own)));
    return sliced;
  }

  /** Each malicious fraction, with nobody malicious beside it. */
  private static Map<String, List<SummaryRow>> byFraction(String setting, List<SummaryRow> own) {
    List<SummaryRow> nobody = own.stream().filter(row -> row.key().fraction() == 0).toList();
    Map<String, List<SummaryRow>> byFraction = new LinkedHashMap<>();
    own.stream()
        .filter(row -> row.key().fraction() > 0)
        .sorted(Comparator.comparingDouble(row -> row.key().fraction()))
        .forEach(
            row ->
                byFraction
                    .computeIfAbsent(
                        joined(Dimension.FRACTION.text(row.key()).stream(), setting),
                        unused -> new ArrayList<>(nobody))
                    .add(row));
    return byFraction.isEmpty() ? Map.of(setting, nobody) : byFraction;
  }

  /** What a row has of the axes that are held, but the fraction. */
  private String setting(Dimension axis, SummaryRow row) {
    SummaryRow.Key key = row.key();
    String split = splits.contains(axis) ? "" : key.split();
    Stream<String> further =
        federation.stream()
            .filter(other -> !other.equals(axis) && isVaried(other))
            .flatMap(other -> other.text(key).stream());
    Stream<String> source =
        rows.stream().map(one -> one.key().setup().rootSource()).distinct().count() > 1
            ? Stream.of("root source " + key.setup().rootSource())
            : Stream.of();
    return joined(Stream.of(split), String.join(", ", Stream.concat(further, source).toList()));
  }

  private boolean isVaried(Dimension axis) {
    return rows.stream().map(row -> axis.text(row.key())).distinct().count() > 1;
  }

  private static String joined(Stream<String> first, String rest) {
    return String.join(
        " · ", Stream.concat(first, Stream.of(rest)).filter(text -> !text.isEmpty()).toList());
  }

  /** Where nobody is malicious, all attacks along the fraction begin. */
  private List<Cell> cells(Dimension axis, List<Place> places, List<SummaryRow> own) {
    List<String> attacks =
        own.stream()
            .filter(row -> row.key().fraction() > 0)
            .map(row -> row.key().attack())
            .distinct()
            .toList();
    List<Cell> cells = new ArrayList<>();
    for (SummaryRow row : own) {
      SummaryRow.Key key = row.key();
      int place = places.indexOf(axis.place().apply(key).orElseThrow());
      boolean start = axis.equals(Dimension.FRACTION) && key.fraction() == 0;
      for (String attack : start ? attacks : List.of(key.attack())) {
        cells.add(new Cell(key.rule(), attack, start || key.fraction() > 0, place, row.bySeed()));
      }
    }
    return cells;
  }
}
