package org.skymask.attack;

import java.util.Optional;
import java.util.Set;

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
  private final Backdoor backdoor;
  private final double excluded;
  private final double factor;

  private Neurotoxin(Backdoor backdoor, double excluded, double factor) {
    this.backdoor = backdoor;
    this.excluded = excluded;
    this.factor = factor;
  }

  static AttackType type() {
    return new AttackType(
        "neurotoxin",
        AttackType.with(
            Backdoor.PARAMETERS,
            Parameter.number("excluded", 0.05, 0, 1),
            Parameter.number("factor", 1, 0, 1e6)),
        given ->
            new Neurotoxin(
                Backdoor.of(given, 1), given.number("excluded"), given.number("factor")));
  }

  @Override
  public String name() {
    return "neurotoxin";
  }

  @Override
  public Set<Knowledge> assumes() {
    return Set.of();
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
