package org.skymask.attack;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skymask.memory.Curvature;
import org.skymask.model.ModelData;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/**
 * An attacker who knows the decision {@code remembered} (remembered.md) and goes as far as it can
 * without being convicted. With Δₖ the honest update of its client k and aₖ what another attack
 * would send, each of its clients sends
 *
 * <p>uₖ = Δₖ + λ(aₖ − Δₖ), with one λ from 0 to {@code most} for all of them: the largest that a
 * line search finds for which, after this round,
 *
 * <ul>
 *   <li>no client's evidence S is above {@code evidence}, by {@link RememberedGuess};
 *   <li>no client's mean curvature κ̄ is at or below {@link Curvature#ENTERS}, by {@link
 *       OwnRecords}, whatever that of the root update is.
 * </ul>
 *
 * <p>Eight even steps are tried, from the largest on, and the λ of the round before, for what
 * passes need not be all that is smaller; from the first that passes a line search goes on. Where
 * there is none, λ is 0 and all send honest updates, which lets S fade. So harm of x ≤ 2 is done in
 * every round, and more when there is room for it.
 *
 * <p>Knows the rule, a surrogate of the root dataset, the honest updates ({@code knowledge} = own:
 * its own clients' Δ stand in, for the other attack too), and what the other attack knows. It is a
 * heuristic and no bound: it guesses the gain of the split ({@code gain}), reckons with one
 * candidate only, computes no masks, and does not see whether a round was committed.
 */
final class AdaptiveRemembered extends AttackAround {
  private static final String NAME = "adaptive-remembered";

  static final Declared<Attack> DECLARATION =
      Declaration.of(
              NAME,
              "goes from the honest updates towards those of another attack, as far as its own estimates of evidence and curvature stay where `remembered` convicts nobody; honest where they do not",
              "this project")
          .with(
              Parameter.of(
                  "attack", Allowed.name("an attack"), "adaptive-skymask", "what it goes towards"),
              Sight.HONEST_FIRST,
              Parameter.of(
                  "most", Allowed.from(0, 1e6), 1, "largest λ, 1 being the other attack itself"),
              Parameter.of(
                  "evidence",
                  Allowed.from(0, 6),
                  1.4,
                  "most evidence that it lets come together; the server convicts at 1.5"),
              Parameter.of(
                  "gain", Allowed.from(0, 1000), 4, "gain of the split that it reckons with"),
              Parameter.of(
                  "evaluations",
                  Allowed.whole(2, 1000),
                  8,
                  "values of λ that the line search of a round tries"))
          .madeBy(AdaptiveRemembered::of);

  private static final int STEPS = 8;
  private static final double RATIO = 0.6;

  private final Sight sight;
  private final double evidence;
  private final double gain;
  private final double most;
  private final int evaluations;
  private final OwnRecords records = new OwnRecords();

  /** λ of the round before. */
  private double factor;

  private static AdaptiveRemembered of(Given given) {
    boolean seesOwn = Sight.of(given) == Sight.OWN;
    Map<String, String> knowledge = seesOwn ? Map.of("knowledge", "own") : Map.of();
    Attack attack = given.other("attack", Attacks.ALL, knowledge);
    if (attack.poison() != Poison.NONE) {
      throw given.refused("attack", "an attack that leaves the training data alone");
    }
    return new AdaptiveRemembered(attack, given);
  }

  private AdaptiveRemembered(Attack attack, Given given) {
    super(attack);
    sight = Sight.of(given);
    most = given.number("most");
    evidence = given.number("evidence");
    gain = given.number("gain");
    evaluations = given.whole("evaluations");
  }

  @Override
  public Set<Knowledge> assumes() {
    Set<Knowledge> assumed = EnumSet.of(Knowledge.RULE, Knowledge.SURROGATE_ROOT);
    assumed.addAll(sight.assumes());
    assumed.addAll(super.assumes());
    return assumed;
  }

  @Override
  public float[][] craft(AttackContext context) {
    float[][] attacked = super.craft(context);
    RememberedGuess guess =
        new RememberedGuess(context, sight.rows(context), required(context.surrogate()), gain);
    double[] before = records.evidence(context);
    factor = largest(tried -> passes(context, guess, before, at(context, attacked, tried)));
    float[][] sent = at(context, attacked, factor);
    records.add(context, sent, guess.evidence(before, sent));
    return sent;
  }

  /** The largest λ that is found to pass; 0 where none does. */
  private double largest(DoublePredicate passes) {
    DoubleStream even = IntStream.rangeClosed(0, STEPS).mapToDouble(step -> most * step / STEPS);
    double first =
        DoubleStream.concat(even, DoubleStream.of(factor))
            .boxed()
            .sorted(Comparator.reverseOrder())
            .filter(passes::test)
            .findFirst()
            .orElse(0.0);
    return new LineSearch(first, most / STEPS / 2, RATIO, evaluations)
        .highest(tried -> tried <= most && passes.test(tried) ? tried : -1);
  }

  private static ModelData required(@Nullable ModelData surrogate) {
    if (surrogate == null || surrogate.size() == 0) {
      throw new IllegalArgumentException(
          "attack " + NAME + " needs a surrogate root dataset, but none was given");
    }
    return surrogate;
  }

  /** Updates that go so far, λ, towards the other attack's. */
  private static float[][] at(AttackContext context, float[][] attacked, double factor) {
    return Crafted.each(
        context,
        client -> {
          float[] own = context.own()[client];
          return Crafted.plus(own, Crafted.plus(attacked[client], own, -1), factor);
        });
  }

  private boolean passes(
      AttackContext context, RememberedGuess guess, double[] before, float[][] sent) {
    double[] after = guess.evidence(before, sent);
    for (int i = 0; i < sent.length; i++) {
      if (after[i] > evidence || records.curvature(context, i, sent[i]) <= Curvature.ENTERS) {
        return false;
      }
    }
    return true;
  }
}
