package org.skymask.attack;

import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/**
 * Poisoning with a pill: another attack, on a tiny sub-network only, in an update that is honest
 * elsewhere (Guo et al., "Poisoning with A Pill: Circumventing Detection in Federated Learning",
 * arXiv 2407.15389, sections 4.1 to 4.3).
 *
 * <p>Construction: {@link PillBlueprint}, importance being what the malicious clients' honest
 * training moves most. Poisoning: the update of the attack {@code poison}. Injection: u = Δᵢ + γ(pᵢ
 * − Δᵢ) on the pill, Δᵢ elsewhere, γ at most {@code amplify} and no larger than lets u be within
 * the largest distance between two of its clients' honest updates; with one client γ = 1.
 *
 * <p>The paper searches the pill by the connections' weights over several rounds and adjusts the
 * pill by distance and by similarity; here the importance is that of the round and the adjustment
 * the one by distance. Knows what the inner attack knows.
 */
final class Pill extends AttackAround {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "pill",
              "another attack on one unit of each layer only, as strong as the distances among its own honest updates allow",
              "Guo et al., arXiv 2407.15389")
          .with(
              Parameter.of("poison", Allowed.name("an attack"), "sign-flip", "the other attack"),
              Parameter.of("amplify", Allowed.from(0, 1e6), 10, "largest strength γ"))
          .madeBy(Pill::of);

  private final double amplify;

  private static Pill of(Given given) {
    Attack poison = given.other("poison", Attacks.ALL);
    if (poison.poison() != Poison.NONE) {
      throw given.refused("poison", "an attack that leaves the training data alone");
    }
    return new Pill(poison, given.number("amplify"));
  }

  private Pill(Attack poison, double amplify) {
    super(poison);
    this.amplify = amplify;
  }

  @Override
  public float[][] craft(AttackContext context) {
    float[][] own = context.own();
    float[][] poisoned = super.craft(context);
    boolean[] pill = PillBlueprint.of(context.layout(), Sight.mean(own));
    return Crafted.each(context, client -> injected(own, client, poisoned[client], pill));
  }

  private float[] injected(float[][] own, int client, float[] poisoned, boolean[] pill) {
    float[] way = new float[pill.length];
    for (int j = 0; j < pill.length; j++) {
      way[j] = pill[j] ? poisoned[j] - own[client][j] : 0;
    }
    double most = Math.min(amplify, DistanceBound.largest(own, own[client], way, pill.length));
    double gamma = own.length > 1 ? most : Math.min(1, amplify);
    float[] update = own[client].clone();
    for (int j = 0; j < pill.length; j++) {
      update[j] += (float) (gamma * way[j]);
    }
    return update;
  }
}
