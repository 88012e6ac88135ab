package org.skymask.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ModelData;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/**
 * An attacker who knows SkyMask: it raises the loss as far as it can without changing any client's
 * mask.
 *
 * <p>Every malicious client k has an update Δₖ that it trained honestly. What its binary mask would
 * be if it sent that is found by {@link SurrogateMasks} on a surrogate root dataset, over the rows:
 * the honest updates, Δ of all malicious clients, and a root update trained on the surrogate. Then,
 * with uₖ = Δₖ, in {@code alternations} turns:
 *
 * <ol>
 *   <li>ascent: g, the gradient of the surrogate loss at the mean of all clients' updates; uₖ goes
 *       {@code stretch}·‖Δₖ‖/alternations along g, on the coordinates that are still free;
 *   <li>masks: trained anew over the rows with u in place of Δ. Where client k's bit is no longer
 *       that of its honest mask, the coordinate goes back to where it was before this turn, and is
 *       not free any more.
 * </ol>
 *
 * <p>Where bits still differ after the last turn, u is Δ. So ‖uₖ‖ ≤ (1 + stretch)‖Δₖ‖, which a
 * stretch of 1 keeps at the norm clipping of twice the median, and what goes in is where honest
 * masks are off already or where the root loss hardly tells. Projected gradient ascent, the
 * projection being onto updates with honest masks; that masks depend on all rows at once makes it a
 * heuristic.
 *
 * <p>Knows the rule with its parameters ({@code mask-epochs}, {@code mask-learning-rate}), a
 * surrogate of the root dataset, and the honest updates; with {@code knowledge} = own its own
 * clients' Δ stand in for these, which tells much less about the masks.
 */
final class AdaptiveSkyMask implements Attack {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "adaptive-skymask",
              "trains masks on the surrogate, and raises the surrogate's loss as far as its clients' masks stay equal to those of their honest updates",
              "this project")
          .with(
              Sight.HONEST_FIRST,
              Parameter.of("alternations", Allowed.whole(1, 1000), 8, "turns of ascent and masks"),
              Parameter.of(
                  "stretch",
                  Allowed.from(0, 1e6),
                  1,
                  "length of the ascent, in lengths of the honest update"),
              Parameter.of(
                  "mask-epochs", Allowed.whole(1, 10_000), 20, "as the server's mask.epochs"),
              Parameter.of(
                  "mask-learning-rate",
                  Allowed.from(1e-9, 1e12),
                  1e5,
                  "as the server's mask.learning-rate"))
          .madeBy(AdaptiveSkyMask::new);

  private static final int ROOT_STEPS = 5;

  private final Sight sight;
  private final int alternations;
  private final double stretch;
  private final int epochs;
  private final double learningRate;

  private AdaptiveSkyMask(Given given) {
    sight = Sight.of(given);
    alternations = given.whole("alternations");
    stretch = given.number("stretch");
    epochs = given.whole("mask-epochs");
    learningRate = given.number("mask-learning-rate");
  }

  @Override
  public Set<Knowledge> assumes() {
    Set<Knowledge> assumed = EnumSet.of(Knowledge.RULE, Knowledge.SURROGATE_ROOT);
    assumed.addAll(sight.assumes());
    return assumed;
  }

  @Override
  public float[][] craft(AttackContext context) {
    Search search = new Search(context, required(context.surrogate()));
    float[][] crafted = search.run();
    return Crafted.each(context, client -> crafted[client]);
  }

  private static ModelData required(@Nullable ModelData surrogate) {
    if (surrogate == null || surrogate.size() == 0) {
      throw new IllegalArgumentException(
          "attack adaptive-skymask needs a surrogate root dataset, but none was given");
    }
    return surrogate;
  }

  /** One round's alternation; all arrays are [malicious][parameterCount]. */
  private final class Search {
    private final int length;
    private final Descent descent;
    private final ModelData surrogate;
    private final SurrogateMasks masks;
    private final float[][] others;
    private final float[][] own;
    private final float[] root;

    Search(AttackContext context, ModelData surrogate) {
      this.surrogate = surrogate;
      length = context.layout().parameterCount();
      descent = new Descent(context.loss(), context.base(), length);
      masks = new SurrogateMasks(descent, surrogate, epochs, learningRate);
      others = cut(sight.rows(context));
      own = cut(context.own());
      double step = Statistics.norm(Sight.mean(own), length);
      root = descent.train(new float[length], surrogate, ROOT_STEPS, step);
    }

    private float[][] cut(float[][] rows) {
      return Arrays.stream(rows).map(row -> Arrays.copyOf(row, length)).toArray(float[][]::new);
    }

    float[][] run() {
      boolean[][] honest = bits(own);
      boolean[][] frozen = new boolean[own.length][length];
      float[][] crafted = cut(own);
      for (int turn = 0; turn < alternations; turn++) {
        float[][] before = cut(crafted);
        ascend(crafted, frozen);
        goBack(crafted, before, honest, frozen);
      }
      goBack(crafted, own, honest, frozen);
      return crafted;
    }

    private void ascend(float[][] crafted, boolean[][] frozen) {
      float[] gradient = descent.gradientAt(Sight.mean(rows(crafted, false)), surrogate);
      for (int k = 0; k < crafted.length; k++) {
        float[] free = gradient.clone();
        for (int j = 0; j < length; j++) {
          free[j] = frozen[k][j] ? 0 : free[j];
        }
        double norm = Statistics.norm(free, length);
        double step = stretch * Statistics.norm(own[k], length) / alternations;
        if (norm > 0 && Double.isFinite(norm)) {
          crafted[k] = Crafted.plus(crafted[k], free, step / norm);
        }
      }
    }

    /** Puts back, and freezes, where masks differ from the honest ones. */
    private void goBack(float[][] crafted, float[][] to, boolean[][] honest, boolean[][] frozen) {
      boolean[][] bits = bits(crafted);
      for (int k = 0; k < crafted.length; k++) {
        for (int j = 0; j < length; j++) {
          if (bits[k][j] != honest[k][j]) {
            crafted[k][j] = to[k][j];
            frozen[k][j] = true;
          }
        }
      }
    }

    /** Of the malicious clients, if they send this. */
    private boolean[][] bits(float[][] sent) {
      boolean[][] all = masks.of(rows(sent, true));
      return Arrays.copyOfRange(all, others.length, others.length + sent.length);
    }

    private float[][] rows(float[][] sent, boolean withRoot) {
      List<float[]> rows = new ArrayList<>(List.of(others));
      rows.addAll(List.of(sent));
      if (withRoot) {
        rows.add(root);
      }
      return rows.toArray(float[][]::new);
    }
  }
}
