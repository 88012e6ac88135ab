package org.skymask.attack;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.skymask.memory.ClientRecord;
import org.skymask.memory.Curvature;

/**
 * What an attacker remembers of its own clients, as a federation with memory does: evidence,
 * curvature, and for curvature the uploads of the last rounds with the models that they belong to.
 * It holds [rounds][malicious][parameterCount] values of the last {@link ClientRecord#KEPT} rounds.
 */
final class OwnRecords {
  private final Map<Integer, ClientRecord> records = new HashMap<>();
  private final TreeMap<Integer, Sent> sent = new TreeMap<>();

  /**
   * What was sent in a round.
   *
   * @param base [valueCount] of the model
   * @param updates [parameterCount] by rank
   */
  private record Sent(float[] base, Map<Integer, float[]> updates) {}

  private ClientRecord of(int rank) {
    return records.getOrDefault(rank, ClientRecord.NEW);
  }

  /** S of those who take part before the round, [malicious]. */
  double[] evidence(AttackContext context) {
    return Arrays.stream(context.ranks()).mapToDouble(rank -> of(rank).evidence()).toArray();
  }

  /**
   * κ̄ of a client if it sends this; NaN where fewer than two values have been measured.
   *
   * @param place of the client in the round
   */
  double curvature(AttackContext context, int place, float[] update) {
    ClientRecord record = of(context.ranks()[place]);
    return record.admitted(context.round(), kappa(context, place, update)).validCurvature();
  }

  private double kappa(AttackContext context, int place, float[] update) {
    int rank = context.ranks()[place];
    OptionalInt earlier = of(rank).earlier(context.round());
    if (earlier.isEmpty()) {
      return Double.NaN;
    }
    // A record names no round whose uploads are gone.
    Sent then = Objects.requireNonNull(sent.get(earlier.getAsInt()));
    float[] before = Objects.requireNonNull(then.updates().get(rank));
    return Curvature.of(
        update, before, context.base(), then.base(), context.layout().parameterCount());
  }

  /**
   * Notes a round.
   *
   * @param evidence [malicious], S after it
   */
  void add(AttackContext context, float[][] updates, double[] evidence) {
    int round = context.round();
    Map<Integer, float[]> byRank = new HashMap<>();
    for (int i = 0; i < updates.length; i++) {
      int rank = context.ranks()[i];
      double kappa = kappa(context, i, updates[i]);
      records.put(rank, of(rank).admitted(round, kappa).withEvidence(evidence[i]));
      byRank.put(rank, Arrays.copyOf(updates[i], context.layout().parameterCount()));
    }
    sent.put(round, new Sent(context.base().clone(), byRank));
    sent.headMap(round - ClientRecord.KEPT, true).clear();
  }
}
