package org.skymask.attack;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

/**
 * What an attacker has before it in a round. Deltas are on the value axis: the trainable parameters
 * first, then the state.
 *
 * @param round from 1
 * @param base [valueCount] global model that the clients trained from
 * @param previous [valueCount] the global model before that; null in the first round
 * @param ranks [malicious] which of the federation's malicious clients each of its clients is, from
 *     0, as its {@link Poison} is told; they differ from the places in {@code own} where not all of
 *     them take part
 * @param own [malicious][valueCount] deltas that its clients have trained on their (poisoned) data
 * @param honest [honest][valueCount] deltas of the honest clients; empty where the attack does not
 *     assume {@link Knowledge#HONEST_UPDATES}
 * @param clients number of all clients of the round, which every attacker knows
 * @param data of the malicious clients, as they trained on it
 * @param surrogate data like the server's; null where not assumed
 * @param aggregation the server's rule; null where the attack does not assume {@link
 *     Knowledge#RULE}, or where a rule cannot be computed by the attacker
 * @param loss of the model
 * @param seed of this round
 */
@SuppressWarnings("ArrayRecordComponent")
public record AttackContext(
    int round,
    Layout layout,
    float[] base,
    float @Nullable [] previous,
    int[] ranks,
    float[][] own,
    float[][] honest,
    int clients,
    List<LabelledData> data,
    @Nullable LabelledData surrogate,
    @Nullable Aggregation aggregation,
    LossGradient loss,
    long seed) {

  /** Number of malicious clients. */
  public int malicious() {
    return own.length;
  }

  /**
   * The same for some of its clients; the rest of the round is as it was.
   *
   * @param some their places in {@code own}
   */
  AttackContext only(List<Integer> some) {
    return new AttackContext(
        round,
        layout,
        base,
        previous,
        some.stream().mapToInt(client -> ranks[client]).toArray(),
        some.stream().map(client -> own[client]).toArray(float[][]::new),
        honest,
        clients,
        new Chosen(some, data),
        surrogate,
        aggregation,
        loss,
        seed);
  }

  /** Not copied: data may be made when they are asked for. */
  private static final class Chosen extends AbstractList<LabelledData> {
    private final List<Integer> places;
    private final List<LabelledData> data;

    Chosen(List<Integer> places, List<LabelledData> data) {
      this.places = places;
      this.data = data;
    }

    @Override
    public LabelledData get(int index) {
      return data.get(places.get(index));
    }

    @Override
    public int size() {
      return places.size();
    }
  }

  /** Number of clients that are not the attacker's. */
  public int others() {
    return clients - own.length;
  }
}
