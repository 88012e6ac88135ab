package org.skymask.attack;

import java.util.Optional;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * Neurotoxin: a backdoor in the parameters that honest clients move least, where they will not
 * overwrite it (Zhang et al., "Neurotoxin: Durable Backdoors in Federated Learning", ICML 2022,
 * algorithm 1).
 *
 * <p>u = {@code factor}·Δᵢ with zeros at the {@code excluded} share of parameters that the last
 * global update moved most. The paper projects every gradient of the local training so; here the
 * trained update is projected once. In the first round, where nothing tells, nothing is excluded.
 *
 * <p>Knows its own data and the global models of two rounds.
 */
final class Neurotoxin implements Attack {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "neurotoxin",
              "Δᵢ without the share of parameters that the last global update moved most",
              "Zhang et al., ICML 2022")
          .with(
              Backdoor.and(
                  Parameter.of(
                      "excluded",
                      Allowed.from(0, 1),
                      0.05,
                      "share of the parameters that is left alone"),
                  Parameter.of("factor", Allowed.from(0, 1e6), 1, "factor of the update")))
          .madeBy(
              given ->
                  new Neurotoxin(
                      Backdoor.of(given, 1), given.number("excluded"), given.number("factor")));

  private final Backdoor backdoor;
  private final double excluded;
  private final double factor;

  private Neurotoxin(Backdoor backdoor, double excluded, double factor) {
    this.backdoor = backdoor;
    this.excluded = excluded;
    this.factor = factor;
  }

  @Override
  public Poison poison() {
    return backdoor;
  }

  @Override
  public Optional<Trigger> trigger() {
    return Optional.of(backdoor.trigger());
  }

  @Override
  public float[][] craft(AttackContext context) {
    boolean[] moved = moved(context);
    return Crafted.each(
        context,
        client -> {
          float[] update = Crafted.times(context.own()[client], factor);
          for (int j = 0; j < moved.length; j++) {
            update[j] = moved[j] ? 0 : update[j];
          }
          return update;
        });
  }

  /** The parameters that the last global update moved most. */
  private boolean[] moved(AttackContext context) {
    int length = context.layout().parameterCount();
    boolean[] moved = new boolean[length];
    float[] previous = context.previous();
    if (previous != null) {
      float[] last = Crafted.plus(context.base(), previous, -1);
      float cut = Statistics.cut(last, length, (int) (excluded * length));
      for (int j = 0; j < length; j++) {
        moved[j] = last[j] != 0 && Math.abs(last[j]) >= cut;
      }
    }
    return moved;
  }
}
