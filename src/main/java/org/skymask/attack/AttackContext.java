package org.skymask.attack;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;

/**
 * What an attacker has before it in a round. Deltas are on the value axis: the trainable parameters
 * first, then the state.
 *
 * @param round from 1
 * @param team its own clients
 * @param honest [honest][updateCount] deltas of the honest clients; empty where the attack does not
 *     assume {@link Knowledge#HONEST_UPDATES}
 * @param clients number of all clients of the round, which every attacker knows
 * @param surrogate data like the server's; null where not assumed
 * @param aggregation the server's rule; null where the attack does not assume {@link
 *     Knowledge#RULE}, or where a rule cannot be computed by the attacker
 * @param seed of this round
 */
@SuppressWarnings("ArrayRecordComponent")
public record AttackContext(
    int round,
    Model model,
    Team team,
    float[][] honest,
    int clients,
    @Nullable ModelData surrogate,
    @Nullable Aggregation aggregation,
    long seed) {

  /**
   * The global model.
   *
   * @param base [valueCount] that the clients trained from
   * @param previous [valueCount] the one before that; null in the first round
   * @param loss of the model
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Model(
      Layout layout, float[] base, float @Nullable [] previous, LossGradient loss) {}

  /**
   * The malicious clients.
   *
   * @param ranks [malicious] which of the federation's malicious clients each is, from 0, as its
   *     {@link Poison} is told; they differ from the places in {@code own} where not all of them
   *     take part
   * @param own [malicious][updateCount] deltas that they have trained on their (poisoned) data
   * @param data as they trained on it
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Team(int[] ranks, float[][] own, List<ModelData> data) {
    private Team only(List<Integer> some) {
      return new Team(
          some.stream().mapToInt(client -> ranks[client]).toArray(),
          some.stream().map(client -> own[client]).toArray(float[][]::new),
          new Chosen(some, data));
    }
  }

  /** {@link Model#layout}. */
  public Layout layout() {
    return model.layout();
  }

  /** {@link Model#base}. */
  public float[] base() {
    return model.base();
  }

  /** {@link Model#previous}. */
  public float @Nullable [] previous() {
    return model.previous();
  }

  /** {@link Model#loss}. */
  public LossGradient loss() {
    return model.loss();
  }

  /** {@link Team#ranks}. */
  public int[] ranks() {
    return team.ranks();
  }

  /** {@link Team#own}. */
  public float[][] own() {
    return team.own();
  }

  /** {@link Team#data}. */
  public List<ModelData> data() {
    return team.data();
  }

  /** Number of malicious clients. */
  public int malicious() {
    return own().length;
  }

  /**
   * The same for some of its clients; the rest of the round is as it was.
   *
   * @param some their places in {@code own}
   */
  AttackContext only(List<Integer> some) {
    return new AttackContext(
        round, model, team.only(some), honest, clients, surrogate, aggregation, seed);
  }

  /** Not copied: data may be made when they are asked for. */
  private static final class Chosen extends AbstractList<ModelData> {
    private final List<Integer> places;
    private final List<ModelData> data;

    Chosen(List<Integer> places, List<ModelData> data) {
      this.places = places;
      this.data = data;
    }

    @Override
    public ModelData get(int index) {
      return data.get(places.get(index));
    }

    @Override
    public int size() {
      return places.size();
    }
  }

  /** Number of clients that are not the attacker's. */
  public int others() {
    return clients - own().length;
  }
}
