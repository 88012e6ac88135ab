package org.skymask.attack;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An attack whose factor τ is optimised against the server's rule: the τ with the largest ‖F(Δ₁ …
 * Δₕ, u(τ) … u(τ)) − μ‖, F the rule and μ the honest mean, by a {@link LineSearch} (ByzFL's
 * Optimal_ALittleIsEnough and Optimal_InnerProductManipulation; Shejwalkar and Houmansadr, NDSS
 * 2021, IV-A, for the idea).
 *
 * <ul>
 *   <li>{@code alie-optimised}: u(τ) = μ + τσ.
 *   <li>{@code ipm-optimised}: u(τ) = −τμ.
 * </ul>
 *
 * <p>Parameters, with ByzFL's defaults: {@code start}, {@code step}, {@code ratio}, {@code
 * evaluations} of the search; every evaluation is one aggregation.
 *
 * <p>Knows the honest updates and the rule; with {@code against} = trimmed-mean (of as many on each
 * side as there are malicious clients) or median it takes that for the rule instead of knowing it.
 */
final class Optimised extends CommonUpdate {

  /** u(τ) for the honest rows and their mean. */
  interface Family {
    DoubleFunction<float[]> of(float[][] rows, float[] mean);
  }

  private static final String SERVER = "server";

  private final Family family;
  private final String against;
  private final LineSearch search;

  private Optimised(String name, Family family, String against, LineSearch search) {
    super(name, Sight.HONEST);
    this.family = family;
    this.against = against;
    this.search = search;
  }

  static List<AttackType> types() {
    return List.of(
        type("alie-optimised", Optimised::alongDeviation),
        type("ipm-optimised", (rows, mean) -> factor -> Crafted.times(mean, -factor)));
  }

  private static DoubleFunction<float[]> alongDeviation(float[][] rows, float[] mean) {
    float[] deviation = Statistics.deviation(rows, mean);
    return factor -> Crafted.plus(mean, deviation, factor);
  }

  private static AttackType type(String name, Family family) {
    Function<Given, Attack> maker =
        given ->
            new Optimised(
                name,
                family,
                given.word("against"),
                new LineSearch(
                    given.number("start"),
                    given.number("step"),
                    given.number("ratio"),
                    given.count("evaluations")));
    return new AttackType(
        name,
        List.of(
            Parameter.word("against", SERVER, "trimmed-mean", "median"),
            Parameter.number("start", 0, -1e6, 1e6),
            Parameter.number("step", 10, 1e-9, 1e6),
            Parameter.number("ratio", 0.8, 0.501, 0.999),
            Parameter.count("evaluations", 20, 1, 10_000)),
        maker);
  }

  @Override
  public Set<Knowledge> assumes() {
    Set<Knowledge> assumed = EnumSet.copyOf(super.assumes());
    if (against.equals(SERVER)) {
      assumed.add(Knowledge.RULE);
    }
    return assumed;
  }

  @Override
  float[] update(float[][] rows, AttackContext context) {
    Aggregation aggregation = aggregation(context);
    float[] mean = Sight.mean(rows);
    DoubleFunction<float[]> crafted = family.of(rows, mean);
    int length = context.layout().parameterCount();
    double best =
        search.highest(
            factor -> {
              float[][] all = together(rows, Crafted.same(context, crafted.apply(factor)));
              return Math.sqrt(Statistics.squaredDistance(aggregation.of(all), mean, length));
            });
    return crafted.apply(best);
  }

  private Aggregation aggregation(AttackContext context) {
    return switch (against) {
      case "median" -> GuessedRule.MEDIAN;
      case "trimmed-mean" -> new GuessedRule(context.malicious());
      default -> required(context.aggregation());
    };
  }

  private Aggregation required(@Nullable Aggregation aggregation) {
    if (aggregation == null) {
      throw new IllegalArgumentException(
          "attack "
              + name()
              + " needs the aggregation rule, but none was given; with against = trimmed-mean or"
              + " median it assumes one");
    }
    return aggregation;
  }

  private static float[][] together(float[][] honest, float[][] crafted) {
    float[][] all = Arrays.copyOf(honest, honest.length + crafted.length);
    System.arraycopy(crafted, 0, all, honest.length, crafted.length);
    return all;
  }
}
