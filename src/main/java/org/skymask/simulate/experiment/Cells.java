package org.skymask.simulate.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.skymask.config.Axes;
import org.skymask.config.Experiment;
import org.skymask.config.Experiment.Entry;
import org.skymask.config.Settings;

/** The cells of a matrix, in the order in which they are run: a seed after the other. */
final class Cells {
  private final Experiment experiment;
  private final String materials;
  private final Function<Map<String, String>, Settings> settings;
  private final Map<Entry, Map<String, Object>> effective = new HashMap<>();

  /**
   * @param materials digest of data and architecture
   * @param settings from keys that stand above the defaults
   */
  Cells(Experiment experiment, String materials, Function<Map<String, String>, Settings> settings) {
    this.experiment = experiment;
    this.materials = materials;
    this.settings = settings;
  }

  List<Cell> all() {
    Experiment.Matrix matrix = experiment.matrix();
    List<Cell> cells = new ArrayList<>();
    for (long seed : matrix.seeds()) {
      for (Entry split : matrix.splits()) {
        for (Axes.Variant variant : experiment.variants()) {
          for (double fraction : fractions(matrix)) {
            for (Entry attack : attacks(matrix, fraction)) {
              matrix
                  .rules()
                  .forEach(rule -> cells.add(cell(rule, attack, fraction, split, seed, variant)));
            }
          }
        }
      }
    }
    return cells;
  }

  /** 0 first: there nobody attacks. */
  private static List<Double> fractions(Experiment.Matrix matrix) {
    List<Double> fractions = new ArrayList<>(List.of(0.0));
    matrix.fractions().stream().filter(fraction -> fraction > 0).sorted().forEach(fractions::add);
    return fractions;
  }

  private static List<Entry> attacks(Experiment.Matrix matrix, double fraction) {
    boolean nobody = fraction == 0;
    boolean asked =
        matrix.fractions().contains(0.0)
            || matrix.attacks().stream().anyMatch(attack -> attack.name().equals(Cell.NONE));
    if (nobody) {
      return asked ? List.of(new Entry(Cell.NONE, Cell.NONE, Map.of())) : List.of();
    }
    return matrix.attacks().stream().filter(attack -> !attack.name().equals(Cell.NONE)).toList();
  }

  private Cell cell(
      Entry rule, Entry attack, double fraction, Entry split, long seed, Axes.Variant variant) {
    Map<String, String> keys = CellSettings.of(experiment, rule);
    String id =
        Identity.of(
            experiment,
            variant.federation(),
            materials,
            effective.computeIfAbsent(rule, unused -> settings.apply(keys).effective()),
            attack,
            fraction,
            split,
            seed);
    return new Cell(id, rule, attack, fraction, split, seed, variant, keys);
  }
}
