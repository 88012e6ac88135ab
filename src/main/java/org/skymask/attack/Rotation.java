package org.skymask.attack;

import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * Another attack by clients that take new names every {@code rounds} rounds, all of them in the
 * same round: what a defence remembers of a client is gone with its name. In round r a client goes
 * by its name number ⌊(r − 1)/{@code rounds}⌋, added to the number that the other attack gives it.
 *
 * <p>Only a federation that does not bind names to keys lets clients do this.
 */
final class Rotation extends AttackAround {
  static final Declared<Attack> DECLARATION =
      Declaration.of("rotate", "another attack; its clients take new names every `rounds` rounds")
          .with(
              Parameter.of(
                  "attack",
                  Allowed.name("an attack"),
                  "sign-flip",
                  "what clients with new names do"),
              Parameter.of(
                  "rounds", Allowed.whole(1, 1000), 2, "rounds that a client keeps a name for"))
          .madeBy(given -> new Rotation(given.other("attack", Attacks.ALL), given.whole("rounds")));

  private final int rounds;

  private Rotation(Attack attack, int rounds) {
    super(attack);
    this.rounds = rounds;
  }

  @Override
  public int names(int round, int client) {
    return (round - 1) / rounds + super.names(round, client);
  }
}
