package org.skymask.attack;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/**
 * Another attack in some rounds, and honest training in the others: what a defence that judges
 * rounds one by one does not add up. Clients that do not strike send what they have trained on
 * their own data, and no honest client's update is known better for it.
 *
 * <ul>
 *   <li>{@code sleeper} strikes in all rounds after {@code after}.
 *   <li>{@code reputation} strikes in the round after {@code after}, once.
 *   <li>{@code intermittent} is honest in {@code honest} rounds, strikes in {@code attacking}
 *       rounds, and begins again.
 *   <li>{@code alternate} has {@code groups} groups of clients that take turns, a round each.
 * </ul>
 */
final class Timed extends AttackAround {
  private static final String ATTACK = "attack";
  private static final String AFTER = "after";
  private static final int MOST = 1000;

  private static final Parameter STRIKES =
      Parameter.of(ATTACK, Allowed.name("an attack"), "sign-flip", "what it does when it strikes");

  private static final Parameter SINCE =
      Parameter.of(AFTER, Allowed.whole(0, MOST), 10, "rounds of honest training before");

  static final List<Declared<Attack>> DECLARATIONS =
      List.of(
          Declaration.of("sleeper", "another attack, in all rounds after `after`; honest before")
              .with(STRIKES, SINCE)
              .madeBy(given -> made(given, sleeper(given.whole(AFTER)))),
          Declaration.of(
                  "reputation",
                  "another attack in the one round after `after`; honest in all others")
              .with(STRIKES, SINCE)
              .madeBy(given -> made(given, reputation(given.whole(AFTER)))),
          Declaration.of(
                  "intermittent",
                  "`honest` rounds of honest training, then `attacking` rounds of another attack, and again")
              .with(
                  STRIKES,
                  Parameter.of("honest", Allowed.whole(1, MOST), 2, "rounds of honest training"),
                  Parameter.of("attacking", Allowed.whole(1, MOST), 1, "rounds of the attack"))
              .madeBy(
                  given ->
                      made(given, intermittent(given.whole("honest"), given.whole("attacking")))),
          Declaration.of(
                  "alternate",
                  "its clients are in `groups` groups that take turns: one group a round does another attack, the others train honestly")
              .with(
                  STRIKES,
                  Parameter.of("groups", Allowed.whole(2, MOST), 2, "of clients that take turns"))
              .madeBy(given -> made(given, alternate(given.whole("groups")))));

  private final Schedule schedule;

  /** Whether a client strikes in a round. */
  private interface Schedule extends Serializable {
    /**
     * @param round from 1
     * @param rank which of the malicious clients, from 0
     */
    boolean strikes(int round, int rank);
  }

  private Timed(Attack attack, Schedule schedule) {
    super(attack);
    this.schedule = schedule;
  }

  private static Attack made(Given given, Schedule schedule) {
    return new Timed(given.other(ATTACK, Attacks.ALL), schedule);
  }

  private static Schedule sleeper(int after) {
    return (round, rank) -> round > after;
  }

  private static Schedule reputation(int after) {
    return (round, rank) -> round == after + 1;
  }

  private static Schedule intermittent(int honest, int attacking) {
    return (round, rank) -> (round - 1) % (honest + attacking) >= honest;
  }

  private static Schedule alternate(int groups) {
    return (round, rank) -> rank % groups == (round - 1) % groups;
  }

  @Override
  public Poison poison(int round) {
    Poison poison = super.poison(round);
    return poison == Poison.NONE ? Poison.NONE : new When(schedule, round, poison);
  }

  /** The data of clients that strike in a round. */
  private record When(Schedule schedule, int round, Poison poison) implements Poison {
    @Override
    public ModelData of(ModelData data, Layout layout, int client, long seed) {
      return schedule.strikes(round, client) ? poison.of(data, layout, client, seed) : data;
    }
  }

  @Override
  public float[][] craft(AttackContext context) {
    float[][] crafted = new float[context.malicious()][];
    List<Integer> strikers = new ArrayList<>();
    for (int i = 0; i < crafted.length; i++) {
      if (schedule.strikes(context.round(), context.ranks()[i])) {
        strikers.add(i);
      } else {
        crafted[i] = context.own()[i].clone();
      }
    }
    if (!strikers.isEmpty()) {
      float[][] updates = super.craft(context.only(strikers));
      IntStream.range(0, updates.length).forEach(k -> crafted[strikers.get(k)] = updates[k]);
    }
    return crafted;
  }
}
