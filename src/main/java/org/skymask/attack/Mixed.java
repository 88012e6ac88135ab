package org.skymask.attack;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * Two attacks at once, that know nothing of each other: {@code share} of the malicious clients do
 * {@code first}, the others {@code second}. They take turns in the order of the federation's
 * malicious clients, the first attack beginning, so that any number of clients is split in
 * proportion, and whoever takes part in a round does there what it trained for.
 *
 * <p>Each is told what it assumes to know and of its own clients only, and takes the other's for
 * honest ones where it counts clients. What triggered data show is the first's backdoor, or the
 * second's where the first has none.
 */
final class Mixed implements Attack {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "mixed",
              "two attacks at once, clients in turn; `share` of the clients do the first; each attack takes the other's clients for honest")
          .with(
              Parameter.of("first", Allowed.name("an attack"), "sign-flip", "one attack"),
              Parameter.of("second", Allowed.name("an attack"), "label-flip", "the other attack"),
              Parameter.of(
                  "share", Allowed.from(0, 1), 0.5, "share of the clients that do the first"))
          .madeBy(
              given ->
                  new Mixed(
                      given.other("first", Attacks.ALL),
                      given.other("second", Attacks.ALL),
                      given.number("share")));

  private final Attack first;
  private final Attack second;
  private final Turns turns;

  private Mixed(Attack first, Attack second, double share) {
    this.first = first;
    this.second = second;
    this.turns = new Turns(share);
  }

  /** Whose turn a client is. */
  private record Turns(double share) implements Serializable {
    boolean first(int client) {
      return before(client + 1) > before(client);
    }

    /** Clients of the first attack before a client. */
    int before(int client) {
      return (int) Math.ceil(client * share - 1e-9);
    }

    /** Its place among the clients of its own attack. */
    int own(int client) {
      return first(client) ? before(client) : client - before(client);
    }
  }

  /** Either's poison, by the client. */
  private record Both(Turns turns, Poison first, Poison second) implements Poison {
    @Override
    public ModelData of(ModelData data, Layout layout, int client, long seed) {
      Poison poison = turns.first(client) ? first : second;
      return poison.of(data, layout, turns.own(client), seed);
    }
  }

  @Override
  public Set<Knowledge> assumes() {
    Set<Knowledge> assumed = new TreeSet<>(first.assumes());
    assumed.addAll(second.assumes());
    return assumed;
  }

  @Override
  public Poison poison() {
    return both(first.poison(), second.poison());
  }

  @Override
  public Poison poison(int round) {
    return both(first.poison(round), second.poison(round));
  }

  private Poison both(Poison one, Poison other) {
    boolean none = one == Poison.NONE && other == Poison.NONE;
    return none ? Poison.NONE : new Both(turns, one, other);
  }

  @Override
  public int names(int round, int client) {
    return (turns.first(client) ? first : second).names(round, turns.own(client));
  }

  @Override
  public Optional<Trigger> trigger() {
    return first.trigger().or(second::trigger);
  }

  @Override
  public void check(Layout layout, int honest) {
    first.check(layout, honest);
    second.check(layout, honest);
  }

  @Override
  public float[][] craft(AttackContext context) {
    float[][] crafted = new float[context.malicious()][];
    craft(first, true, context, crafted);
    craft(second, false, context, crafted);
    return crafted;
  }

  private void craft(Attack attack, boolean isFirst, AttackContext context, float[][] crafted) {
    List<Integer> clients = new ArrayList<>();
    for (int client = 0; client < crafted.length; client++) {
      if (turns.first(context.ranks()[client]) == isFirst) {
        clients.add(client);
      }
    }
    if (clients.isEmpty()) {
      return;
    }
    float[][] updates = attack.craft(seenBy(attack, clients, isFirst, context));
    for (int i = 0; i < updates.length; i++) {
      crafted[clients.get(i)] = updates[i];
    }
  }

  private AttackContext seenBy(
      Attack attack, List<Integer> clients, boolean isFirst, AttackContext context) {
    boolean seesHonest = attack.assumes().contains(Knowledge.HONEST_UPDATES);
    return new AttackContext(
        context.round(),
        new AttackContext.Model(
            context.layout(), context.base(), context.previous(), context.loss()),
        new AttackContext.Team(
            clients.stream().mapToInt(client -> turns.own(context.ranks()[client])).toArray(),
            clients.stream().map(client -> context.own()[client]).toArray(float[][]::new),
            context.only(clients).data()),
        seesHonest ? context.honest() : new float[0][],
        context.clients(),
        attack.assumes().contains(Knowledge.SURROGATE_ROOT) ? context.surrogate() : null,
        attack.assumes().contains(Knowledge.RULE) ? context.aggregation() : null,
        isFirst ? context.seed() : ClientRandom.random(context.seed(), -2).nextLong());
  }
}
