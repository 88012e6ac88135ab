package org.skymask.attack;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

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
final class Timed implements Attack {
  private static final String ATTACK = "attack";
  private static final String AFTER = "after";
  private static final int MOST = 1000;

  private final String name;
  private final Attack attack;
  private final Schedule schedule;

  /** Whether a client strikes in a round. */
  private interface Schedule extends Serializable {
    /**
     * @param round from 1
     * @param rank which of the malicious clients, from 0
     */
    boolean strikes(int round, int rank);
  }

  private Timed(String name, Attack attack, Schedule schedule) {
    this.name = name;
    this.attack = attack;
    this.schedule = schedule;
  }

  static List<AttackType> types() {
    Parameter attack = Parameter.attack(ATTACK, "sign-flip");
    return List.of(
        new AttackType(
            "sleeper", List.of(attack, Parameter.count(AFTER, 10, 0, MOST)), Timed::sleeper),
        new AttackType(
            "reputation", List.of(attack, Parameter.count(AFTER, 10, 0, MOST)), Timed::reputation),
        new AttackType(
            "intermittent",
            List.of(
                attack,
                Parameter.count("honest", 2, 1, MOST),
                Parameter.count("attacking", 1, 1, MOST)),
            Timed::intermittent),
        new AttackType(
            "alternate", List.of(attack, Parameter.count("groups", 2, 2, MOST)), Timed::alternate));
  }

  private static Attack sleeper(Given given) {
    int after = given.count(AFTER);
    return new Timed("sleeper", given.attack(ATTACK), (round, rank) -> round > after);
  }

  private static Attack reputation(Given given) {
    int after = given.count(AFTER);
    return new Timed("reputation", given.attack(ATTACK), (round, rank) -> round == after + 1);
  }

  private static Attack intermittent(Given given) {
    int honest = given.count("honest");
    int all = honest + given.count("attacking");
    return new Timed(
        "intermittent", given.attack(ATTACK), (round, rank) -> (round - 1) % all >= honest);
  }

  private static Attack alternate(Given given) {
    int groups = given.count("groups");
    return new Timed(
        "alternate", given.attack(ATTACK), (round, rank) -> rank % groups == (round - 1) % groups);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Knowledge> assumes() {
    return attack.assumes();
  }

  @Override
  public Poison poison() {
    return attack.poison();
  }

  @Override
  public Poison poison(int round) {
    Poison poison = attack.poison(round);
    return poison == Poison.NONE ? Poison.NONE : new When(schedule, round, poison);
  }

  /** The data of clients that strike in a round. */
  private record When(Schedule schedule, int round, Poison poison) implements Poison {
    @Override
    public LabelledData of(LabelledData data, Layout layout, int client, long seed) {
      return schedule.strikes(round, client) ? poison.of(data, layout, client, seed) : data;
    }
  }

  @Override
  public Optional<Trigger> trigger() {
    return attack.trigger();
  }

  @Override
  public void check(Layout layout, int honest) {
    attack.check(layout, honest);
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
      float[][] updates = attack.craft(context.only(strikers));
      IntStream.range(0, updates.length).forEach(k -> crafted[strikers.get(k)] = updates[k]);
    }
    return crafted;
  }
}
