package org.skymask.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.skymask.report.AlongAxis.Cell;
import org.skymask.report.AlongAxis.Group;
import org.skymask.report.AlongLine.Point;

/**
 * What one chart along an axis shows: a line a rule, under an attack or in the mean over all.
 *
 * @param title of the chart
 */
record AlongView(String title, List<AlongLine> lines) {
  AlongView {
    lines = List.copyOf(lines);
  }

  /**
   * The charts of a group: the mean where there are two attacks or more, then each attack. Those
   * without a point are left out.
   */
  static List<AlongView> of(AlongAxis axis, Group group, MeanScale scale) {
    List<String> attacks = attacks(group);
    List<AlongView> views = new ArrayList<>();
    if (attacks.size() > 1) {
      views.add(
          view("Mean over the " + attacks.size() + " attacks", axis, mean(group, attacks, scale)));
    }
    for (String attack : group.cells().stream().map(Cell::attack).distinct().toList()) {
      List<Found> found =
          group.cells().stream()
              .filter(cell -> cell.attack().equals(attack) && !cell.bySeed().isEmpty())
              .map(cell -> new Found(cell.rule(), point(cell, scale)))
              .toList();
      views.add(view(attack, axis, found));
    }
    return views.stream().filter(AlongView::isDrawn).toList();
  }

  /** Labels of what is an attack, in their order. */
  static List<String> attacks(Group group) {
    return group.cells().stream().filter(Cell::attacked).map(Cell::attack).distinct().toList();
  }

  private boolean isDrawn() {
    return lines.stream().flatMap(line -> line.points().stream()).anyMatch(Point::isFinite);
  }

  private record Found(String rule, Point point) {}

  private static AlongView view(String title, AlongAxis axis, List<Found> found) {
    List<AlongLine> lines = new ArrayList<>();
    for (int number = 0; number < axis.rules().size(); number++) {
      String rule = axis.rules().get(number);
      List<Point> points =
          IntStream.range(0, axis.places().size())
              .boxed()
              .flatMap(
                  place ->
                      found.stream()
                          .filter(one -> one.rule().equals(rule) && one.point().place() == place)
                          .map(Found::point)
                          .limit(1))
              .toList();
      lines.add(new AlongLine(rule, number, points));
    }
    return new AlongView(title, lines);
  }

  /** Sums have the order of the seeds, so that a page is the same bytes. */
  private static Point point(Cell cell, MeanScale scale) {
    double[] values =
        new TreeMap<>(cell.bySeed()).values().stream().mapToDouble(scale::to).toArray();
    return Point.of(cell.place(), scale, values);
  }

  /**
   * The attacks of a seed are averaged first. A seed counts where its cells under all attacks are
   * finished: a mean over fewer attacks is another figure.
   */
  private static List<Found> mean(Group group, List<String> attacks, MeanScale scale) {
    Map<String, Map<Integer, List<Cell>>> byRule = new TreeMap<>();
    group.cells().stream()
        .filter(Cell::attacked)
        .forEach(
            cell ->
                byRule
                    .computeIfAbsent(cell.rule(), rule -> new TreeMap<>())
                    .computeIfAbsent(cell.place(), place -> new ArrayList<>())
                    .add(cell));
    List<Found> found = new ArrayList<>();
    byRule.forEach(
        (rule, places) ->
            places.forEach(
                (place, cells) -> {
                  Set<Long> seeds = seedsOfAll(cells, attacks);
                  if (!seeds.isEmpty()) {
                    double[] values =
                        seeds.stream().mapToDouble(seed -> mean(cells, seed, scale)).toArray();
                    found.add(new Found(rule, Point.of(place, scale, values)));
                  }
                }));
    return found;
  }

  private static Set<Long> seedsOfAll(List<Cell> cells, List<String> attacks) {
    Set<String> there = new HashSet<>(cells.stream().map(Cell::attack).toList());
    if (!there.containsAll(attacks)) {
      return Set.of();
    }
    Set<Long> seeds = new TreeSet<>(cells.get(0).bySeed().keySet());
    cells.forEach(cell -> seeds.retainAll(cell.bySeed().keySet()));
    return seeds;
  }

  private static double mean(List<Cell> cells, long seed, MeanScale scale) {
    return cells.stream()
        .mapToDouble(cell -> scale.to(cell.bySeed().getOrDefault(seed, Double.NaN)))
        .average()
        .orElse(Double.NaN);
  }
}
