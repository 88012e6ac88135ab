package org.skymask.attack;

import org.skymask.named.Declaration;
import org.skymask.named.Declared;

/**
 * Nobody attacks: the clients that are counted as malicious send what they have trained, and
 * filtering them only loses updates.
 */
final class Honest implements Attack {
  static final Declared<Attack> DECLARATION =
      Declaration.of("none", "sends what it trained; filtering it only loses an update")
          .madeBy(given -> new Honest());

  @Override
  public float[][] craft(AttackContext context) {
    return Crafted.each(context, client -> context.own()[client]);
  }
}
