package org.skymask.simulate.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.skymask.config.Experiment;
import org.skymask.config.RootSample;
import org.skymask.report.ExperimentResults.Fact;

/** What a reader of the results must know of how they came about. */
final class Facts {
  private Facts() {}

  static List<Fact> of(Experiment experiment, int finished, int all) {
    Experiment.Federation federation = experiment.federation();
    Experiment.Training training = experiment.training();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Cells", finished + " of " + all + " finished"));
    facts.add(new Fact("Data", experiment.data().train()));
    String test = experiment.data().test();
    facts.add(
        new Fact(
            "Evaluation", test == null ? percent(federation.testShare()) + " of the data" : test));
    facts.add(new Fact("Model", federation.architecture()));
    facts.add(new Fact("Clients", clients(experiment)));
    facts.add(
        new Fact(
            "Examples of all clients",
            federation.examples() == 0 ? "all" : String.valueOf(federation.examples())));
    facts.add(new Fact("Root dataset", root(experiment)));
    facts.add(
        new Fact(
            "Training",
            training.rounds()
                + " rounds, local epochs "
                + training.localEpochs()
                + ", batches of "
                + training.batchSize()
                + ", learning rate "
                + training.learningRate()));
    for (Experiment.Entry rule : experiment.matrix().rules()) {
      facts.add(new Fact("Rule " + rule.label(), pairs(rule.parameters())));
    }
    for (Experiment.Entry attack : experiment.matrix().attacks()) {
      String given = pairs(attack.parameters());
      facts.add(
          new Fact(
              "Attack " + attack.label(), attack.name() + (given.isEmpty() ? "" : ": " + given)));
    }
    if (!experiment.settings().isEmpty()) {
      facts.add(new Fact("Settings of all rounds", pairs(experiment.settings())));
    }
    return facts;
  }

  private static String clients(Experiment experiment) {
    List<String> counts = new ArrayList<>();
    for (Experiment.Entry split : experiment.matrix().splits()) {
      String count =
          split.name().equals("silos")
              ? "one for each silo"
              : each(experiment, federation -> String.valueOf(federation.clients()));
      if (!counts.contains(count)) {
        counts.add(count);
      }
    }
    return String.join(", or ", counts) + part(experiment) + late(experiment);
  }

  private static String root(Experiment experiment) {
    return each(experiment, federation -> String.valueOf(federation.root().examples()))
        + " examples, "
        + each(experiment, federation -> bias(federation.root().bias()))
        + ", source "
        + each(experiment, federation -> federation.root().source().label());
  }

  private static String bias(RootSample.Bias bias) {
    Double share = bias.share();
    return share == null ? "balanced" : share + " of class " + bias.favoured();
  }

  /** What the federations of the matrix have, each value once. */
  private static String each(Experiment experiment, Function<Experiment.Federation, String> what) {
    return experiment.variants().stream()
        .map(variant -> what.apply(variant.federation()))
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  private static String part(Experiment experiment) {
    int number = experiment.training().clientsARound();
    if (number > 0) {
      return ", " + number + " of them a round";
    }
    boolean all =
        experiment.variants().stream()
            .allMatch(variant -> variant.federation().presence().participation() == 1);
    return all
        ? ""
        : ", "
            + each(experiment, federation -> percent(federation.presence().participation()))
            + " of them a round";
  }

  private static String late(Experiment experiment) {
    Experiment.Presence presence = experiment.federation().presence();
    return presence.isAnybodyLate()
        ? ", "
            + percent(presence.lateShare())
            + " of them from round "
            + presence.lateRound()
            + " on"
        : "";
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  private static String pairs(Map<String, ?> parameters) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(parameter -> parameter.getKey() + " = " + parameter.getValue())
            .collect(Collectors.joining(", "));
  }

  /** Each combination of versions that made a cell, in a line. */
  static List<String> versions(List<CellResult> cells) {
    return cells.stream()
        .map(
            cell ->
                new TreeMap<>(cell.versions())
                    .entrySet().stream()
                        .map(version -> version.getKey() + " " + version.getValue())
                        .collect(Collectors.joining(", ")))
        .distinct()
        .toList();
  }
}
