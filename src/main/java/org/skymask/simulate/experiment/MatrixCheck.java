package org.skymask.simulate.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.skymask.attack.Attack;
import org.skymask.attack.Attacks;
import org.skymask.attack.UnfitException;
import org.skymask.config.Axes;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Experiment;
import org.skymask.config.Experiment.Entry;
import org.skymask.config.RootSample;
import org.skymask.config.Settings;
import org.skymask.model.Layout;
import org.skymask.round.RoundException;
import org.skymask.round.judge.Aggregators;
import org.skymask.simulate.data.Silos;
import org.skymask.simulate.data.Split;
import org.skymask.simulate.data.Splits;

/** Checks a matrix before its first cell is run. */
final class MatrixCheck {
  private static final String ROOT_SOURCE = "root-source: ";
  private static final String ROOT_BIAS = "root-bias: ";

  private final Experiment experiment;
  private final List<String> problems = new ArrayList<>();

  MatrixCheck(Experiment experiment) {
    this.experiment = experiment;
  }

  /**
   * Checks that rules, attacks and splits exist and have the given parameters.
   *
   * @throws ConfigurationException with a line for each that is not
   */
  void names(Function<Map<String, String>, Settings> settings) {
    Experiment.Matrix matrix = experiment.matrix();
    for (Entry rule : matrix.rules()) {
      try {
        Map<String, String> keys = new TreeMap<>(CellSettings.of(experiment, rule));
        // Told to each round; it need not be set.
        keys.putIfAbsent("rule.byzantine-count", "0");
        Aggregators.requireUsable(settings.apply(keys));
      } catch (RoundException e) {
        problems.add("matrix.rules: " + e.getMessage());
      }
    }
    for (Entry attack : matrix.attacks()) {
      check("matrix.attacks: ", () -> AttackEntry.attack(attack));
    }
    for (Entry split : matrix.splits()) {
      check("matrix.splits: ", () -> Splits.ALL.make(split.name(), split.parameters()));
    }
    for (Axes.Variant variant : experiment.variants()) {
      check(ROOT_SOURCE, () -> RootEntry.source(variant.federation().root().source()));
    }
    if (experiment.matrix().axes().clients().size() > 1) {
      matrix.splits().stream().filter(MatrixCheck::hasOwnClients).forEach(this::refuseClients);
    }
    throwIfAny();
  }

  private void refuseClients(Entry split) {
    problems.add(
        "matrix.clients: with split = "
            + split.name()
            + " the data say how many clients there are; expected no list, or another split");
  }

  /**
   * Checks that splits, root datasets and attacks fit the model, and attacks the number of clients,
   * where the split does not decide that number.
   *
   * @throws ConfigurationException with a line for each that does not
   */
  void model(Layout layout) {
    for (Entry entry : experiment.matrix().splits()) {
      Split split = Splits.ALL.make(entry.name(), entry.parameters());
      check("matrix.splits: ", () -> split.check(layout.signature()));
    }
    for (Axes.Variant variant : experiment.variants()) {
      RootSample root = variant.federation().root();
      check(ROOT_BIAS, () -> RootEntry.checkBias(root, layout.signature()));
      check(ROOT_SOURCE, () -> RootEntry.checkSource(root, layout.signature()));
    }
    for (Entry entry : experiment.matrix().attacks()) {
      Attack attack = AttackEntry.attack(entry);
      if (attack != null) {
        String where = "matrix.attacks: attack " + entry.name() + ": ";
        check(where, () -> fits(attack, layout));
      }
    }
    throwIfAny();
  }

  private void fits(Attack attack, Layout layout) {
    try {
      attack.check(layout, mostHonest());
    } catch (UnfitException e) {
      throw new IllegalArgumentException(
          e.getMessage() + "; by their defaults fit " + String.join(", ", fitting(layout)), e);
    }
  }

  /** Attacks that the model has something for. */
  private List<String> fitting(Layout layout) {
    return Attacks.ALL.names().stream().filter(name -> isFitting(name, layout)).toList();
  }

  private boolean isFitting(String name, Layout layout) {
    try {
      Attacks.ALL.make(name, Map.of()).check(layout, mostHonest());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** In a round of the cells with the largest fraction. */
  private int mostHonest() {
    if (experiment.matrix().splits().stream().allMatch(MatrixCheck::hasOwnClients)) {
      return Integer.MAX_VALUE;
    }
    int clients =
        experiment.variants().stream()
            .mapToInt(variant -> variant.federation().clients())
            .min()
            .orElse(0);
    double largest =
        experiment.matrix().fractions().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    int honest = clients - (int) Math.round(largest * clients);
    int part = experiment.training().clientsARound();
    return part == 0 ? honest : Math.min(honest, part);
  }

  private static boolean hasOwnClients(Entry split) {
    return Splits.ALL.names().contains(split.name())
        && Splits.ALL.get(split.name()).traits().contains(Silos.OWN_CLIENTS);
  }

  private void check(String where, Runnable made) {
    try {
      made.run();
    } catch (IllegalArgumentException e) {
      String problem = where + e.getMessage();
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
    }
  }

  private void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}
