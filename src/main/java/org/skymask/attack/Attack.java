package org.skymask.attack;

import java.util.Optional;
import java.util.Set;
import org.skymask.model.Layout;
import org.skymask.named.ParameterException;

/**
 * What the malicious clients of a federation do. An instance serves one federation from its first
 * round to its last and may remember earlier rounds; the same seed, and the same contexts in the
 * same order, give the same updates.
 */
public interface Attack {

  /** What it assumes to know; empty where its own clients' data are enough. */
  default Set<Knowledge> assumes() {
    return Set.of();
  }

  /** What its clients do to their training data before they train; most leave them alone. */
  default Poison poison() {
    return Poison.NONE;
  }

  /**
   * The same in one round, for attacks that do not strike in every one.
   *
   * @param round from 1
   */
  default Poison poison(int round) {
    return poison();
  }

  /**
   * Which of its names a client goes by in a round: 0 is its first. To the federation every name is
   * another client.
   *
   * @param round from 1
   * @param client which of the malicious clients, from 0
   */
  default int names(int round, int client) {
    return 0;
  }

  /** What a backdoored model answers to; empty for attacks without a backdoor. */
  default Optional<Trigger> trigger() {
    return Optional.empty();
  }

  /**
   * Checks that the model and the federation have the classes, layers and clients that the
   * parameters name.
   *
   * @param honest number of honest clients in a round, at most
   * @throws ParameterException that names the parameter, its value and what was expected
   */
  default void check(Layout layout, int honest) {
    trigger().ifPresent(trigger -> trigger.requireClass(layout));
  }

  /**
   * What the malicious clients send in this round.
   *
   * @return [malicious][updateCount] deltas on the value axis, in the order of {@link
   *     AttackContext#own()}, whose arrays stay as they are
   */
  float[][] craft(AttackContext context);
}
