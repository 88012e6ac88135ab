package org.skymask.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.skymask.config.Experiment.Entry;
import org.skymask.config.Experiment.Federation;
import org.skymask.config.Experiment.Presence;
import org.skymask.named.Allowed;

/**
 * What federations of a matrix differ in besides split, fraction and seed: {@code matrix.clients},
 * {@code participation}, {@code root-examples}, {@code root-bias} and {@code root-source}. An empty
 * list is no axis: there the key of {@code federation} holds.
 *
 * @param rootBias one class's share, or null for a balanced sample
 */
public record Axes(
    List<Integer> clients,
    List<Double> participation,
    List<Integer> rootExamples,
    List<RootSample.Bias> rootBias,
    List<Entry> rootSource)
    implements Serializable {
  /** No axis. */
  public static final Axes NONE = new Axes(List.of(), List.of(), List.of(), List.of(), List.of());

  static final String BALANCED = "balanced";

  /**
   * A federation of the matrix.
   *
   * @param label what tells it from the others; empty where there is no axis with several values
   */
  public record Variant(String label, Federation federation) implements Serializable {
    private Variant with(String more, Federation other) {
      String all = label.isEmpty() || more.isEmpty() ? label + more : label + ", " + more;
      return new Variant(all, other);
    }
  }

  /** All combinations, the last axis changing first. */
  List<Variant> variants(Federation base) {
    List<Variant> variants = List.of(new Variant("", base));
    variants = along(variants, clients, n -> n + " clients", Axes::withClients);
    variants = along(variants, participation, Axes::aRound, Axes::withParticipation);
    variants = along(variants, rootExamples, n -> n + " root examples", Axes::withRootExamples);
    variants = along(variants, rootBias, bias -> "root bias " + bias.text(), Axes::withRootBias);
    return along(variants, rootSource, source -> "root source " + source.label(), Axes::withSource);
  }

  private static <T> List<Variant> along(
      List<Variant> variants,
      List<T> values,
      Function<T, String> label,
      BiFunction<Federation, T, Federation> with) {
    if (values.isEmpty()) {
      return variants;
    }
    List<Variant> all = new ArrayList<>();
    for (Variant variant : variants) {
      for (T value : values) {
        String more = values.size() == 1 ? "" : label.apply(value);
        all.add(variant.with(more, with.apply(variant.federation(), value)));
      }
    }
    return all;
  }

  private static String aRound(double share) {
    return Allowed.plain(100 * share) + " % of the clients a round";
  }

  private static Federation withClients(Federation given, int clients) {
    return new Federation(
        clients,
        given.examples(),
        given.root(),
        given.testShare(),
        given.architecture(),
        given.presence());
  }

  private static Federation withParticipation(Federation given, double share) {
    Presence presence = given.presence();
    return new Federation(
        given.clients(),
        given.examples(),
        given.root(),
        given.testShare(),
        given.architecture(),
        new Presence(share, presence.lateShare(), presence.lateRound()));
  }

  private static Federation withRoot(Federation given, RootSample root) {
    return new Federation(
        given.clients(),
        given.examples(),
        root,
        given.testShare(),
        given.architecture(),
        given.presence());
  }

  private static Federation withRootExamples(Federation given, int examples) {
    RootSample root = given.root();
    return withRoot(given, new RootSample(examples, root.bias(), root.source()));
  }

  private static Federation withRootBias(Federation given, RootSample.Bias bias) {
    RootSample root = given.root();
    return withRoot(given, new RootSample(root.examples(), bias, root.source()));
  }

  private static Federation withSource(Federation given, Entry source) {
    RootSample root = given.root();
    return withRoot(given, new RootSample(root.examples(), root.bias(), source));
  }
}
