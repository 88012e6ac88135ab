package org.skymask.attack;

import java.util.Optional;
import java.util.Set;
import org.skymask.model.Layout;

/** An attack that has another one inside: it is what that is, but for what it changes. */
abstract class AttackAround implements Attack {
  private final Attack inner;

  AttackAround(Attack inner) {
    this.inner = inner;
  }

  @Override
  public Set<Knowledge> assumes() {
    return inner.assumes();
  }

  @Override
  public Poison poison() {
    return inner.poison();
  }

  @Override
  public Poison poison(int round) {
    return inner.poison(round);
  }

  @Override
  public int names(int round, int client) {
    return inner.names(round, client);
  }

  @Override
  public Optional<Trigger> trigger() {
    return inner.trigger();
  }

  @Override
  public void check(Layout layout, int honest) {
    inner.check(layout, honest);
  }

  @Override
  public float[][] craft(AttackContext context) {
    return inner.craft(context);
  }
}
