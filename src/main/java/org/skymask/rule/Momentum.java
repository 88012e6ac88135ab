package org.skymask.rule;

import java.io.Serializable;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * Client momentum: the rule behind it sees mᵢ ← β·mᵢ + (1−β)·Δᵢ of each client in place of Δᵢ, over
 * the last K rounds that are stored and this one (Karimireddy et al., "Learning from History for
 * Byzantine Robust Optimization", ICML 2021; Farhadkhani et al., "Byzantine Machine Learning Made
 * Easy by Resilient Averaging of Momentums", ICML 2022). In a round without an upload of a client
 * its momentum decays, mᵢ ← β·mᵢ. It starts at 0, so that the first steps are short.
 *
 * <p>A round makes the momenta before it asks the rule, because they are sums of rows of several
 * rounds and no {@link RowMixing} of one round's rows.
 *
 * @param rounds K, earlier rounds whose uploads are read again, 1 or more
 * @param beta β, above 0 and below 1
 */
public record Momentum(int rounds, double beta) implements PreAggregation, Serializable {
  static final Declared<PreAggregation> DECLARATION =
      Declaration.of(
              "momentum",
              "each Δ becomes its client's m ← β·m + (1−β)·Δ over this round and the last K",
              "Karimireddy et al., ICML 2021")
          .with(
              Parameter.of("beta", Allowed.insideShare(), 0.9, "share β of the momentum before"),
              Parameter.of(
                  "rounds",
                  Allowed.whole(1, 1000),
                  8,
                  "earlier rounds K whose uploads are read again"))
          .that(Looks.EARLIER_UPDATES)
          .madeBy(given -> new Momentum(given.whole("rounds"), given.number("beta")));

  /**
   * A round without an upload: m ← β·m.
   *
   * @param momentum [at least length], changed
   * @param length of the parameter axis
   */
  public void decay(float[] momentum, int length) {
    for (int j = 0; j < length; j++) {
      momentum[j] = (float) (beta * momentum[j]);
    }
  }

  /**
   * A round with an upload: m ← β·m + (1−β)·Δ. What is finite stays so.
   *
   * @param momentum [at least length], changed
   * @param delta [at least length]
   * @param length of the parameter axis
   */
  public void add(float[] momentum, float[] delta, int length) {
    for (int j = 0; j < length; j++) {
      momentum[j] = (float) (beta * momentum[j] + (1 - beta) * delta[j]);
    }
  }
}
