package org.skymask.attack;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

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

  static final List<Declared<Attack>> DECLARATIONS =
      List.of(
          declaration(
              "alie-optimised",
              "`alie` with the z that moves the aggregate farthest from μ, by a line search",
              Optimised::alongDeviation),
          declaration(
              "ipm-optimised",
              "`ipm` with the factor that moves the aggregate farthest",
              (rows, mean) -> factor -> Crafted.times(mean, -factor)));

  private final String name;
  private final Family family;
  private final String against;
  private final LineSearch search;

  private Optimised(Given given, Family family) {
    super(Sight.HONEST);
    this.name = given.name();
    this.family = family;
    this.against = given.text("against");
    this.search =
        new LineSearch(
            given.number("start"),
            given.number("step"),
            given.number("ratio"),
            given.whole("evaluations"));
  }

  private static DoubleFunction<float[]> alongDeviation(float[][] rows, float[] mean) {
    float[] deviation = Statistics.deviation(rows, mean);
    return factor -> Crafted.plus(mean, deviation, factor);
  }

  private static Declared<Attack> declaration(String name, String does, Family family) {
    return Declaration.of(name, does, "ByzFL; Shejwalkar and Houmansadr, NDSS 2021")
        .with(
            Parameter.of(
                "against",
                Allowed.words(SERVER, "trimmed-mean", "median"),
                SERVER,
                "the rule: the server's, or the one that it is taken for"),
            Parameter.of("start", Allowed.from(-1e6, 1e6), 0, "first factor of the search"),
            Parameter.of("step", Allowed.from(1e-9, 1e6), 10, "first step of the search"),
            Parameter.of("ratio", Allowed.from(0.501, 0.999), 0.8, "factor by which steps shrink"),
            Parameter.of("evaluations", Allowed.whole(1, 10_000), 20, "aggregations a round"))
        .madeBy(given -> new Optimised(given, family));
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
              + name
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
