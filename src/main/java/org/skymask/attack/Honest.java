package org.skymask.attack;

import java.util.List;
import java.util.Set;

/**
 * Nobody attacks: the clients that are counted as malicious send what they have trained, and
 * filtering them only loses updates.
 */
final class Honest implements Attack {

  static AttackType type() {
    return new AttackType("none", List.of(), given -> new Honest());
  }

  @Override
  public String name() {
    return "none";
  }

  @Override
  public Set<Knowledge> assumes() {
    return Set.of();
  }

  @Override
  public float[][] craft(AttackContext context) {
    return Crafted.each(context, client -> context.own()[client]);
  }
}
