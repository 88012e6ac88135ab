package org.skymask.storage.version;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.jspecify.annotations.Nullable;
import org.skymask.memory.ClientRecord;
import org.skymask.memory.Evidence;
import org.skymask.memory.Pairs;

/**
 * A row of memory.parquet.
 *
 * @param name empty for the root update
 */
record ClientMemoryRow(String name, ClientRecord client, Pairs.Row pairs) {
  /** What weights decayed by 0.8 and 0.7 add up to. */
  private static final double MOST_PAIR_WEIGHT = 5 + 1e-9;

  private static final double MOST_CURVATURE_WEIGHT = 1 / 0.3 + 1e-9;

  ClientMemoryRow(Group row) {
    this(
        row.getString("client", 0),
        new ClientRecord(
            row.getDouble("evidence", 0),
            row.getDouble("curvature_sum", 0),
            row.getDouble("curvature_weight", 0),
            row.getBoolean("reversed", 0),
            row.getBoolean("banned", 0),
            row.getInteger("seen", 0),
            rounds(bytes(row, "rounds"))),
        pairs(row));
  }

  private static Pairs.Row pairs(Group row) {
    ByteBuffer others = bytes(row, "pair_clients");
    int count = others.remaining() / Integer.BYTES;
    ByteBuffer sums = bytes(row, "pair_sums");
    ByteBuffer weights = bytes(row, "pair_weights");
    if (sums.remaining() != Double.BYTES * count || weights.remaining() != Double.BYTES * count) {
      throw new IllegalArgumentException("pairs are not of one length");
    }
    Pairs.Row pairs = new Pairs.Row(new int[count], new double[count], new double[count]);
    for (int k = 0; k < count; k++) {
      pairs.others()[k] = others.getInt();
      pairs.sums()[k] = sums.getDouble();
      pairs.weights()[k] = weights.getDouble();
    }
    return pairs;
  }

  private static List<Integer> rounds(ByteBuffer bytes) {
    List<Integer> rounds = new ArrayList<>();
    while (bytes.hasRemaining()) {
      rounds.add(bytes.getInt());
    }
    return rounds;
  }

  private static ByteBuffer bytes(Group row, String column) {
    return ByteBuffer.wrap(row.getBinary(column, 0).getBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * What is wrong with it, or null.
   *
   * @param version that holds it: no round is later
   * @param index of the client: its pairs are with itself and those before
   */
  @Nullable String wrong(int version, int index) {
    double evidence = client.evidence();
    double weight = client.curvatureWeight();
    if (!(evidence >= 0 && evidence <= Evidence.CAP)) {
      return "evidence = " + evidence + ", expected 0 to " + Evidence.CAP;
    }
    if (!(weight >= 0 && weight <= MOST_CURVATURE_WEIGHT)) {
      return "curvature_weight = " + weight + ", expected 0 to " + MOST_CURVATURE_WEIGHT;
    }
    // κ is a cosine.
    if (!(Math.abs(client.curvatureSum()) <= weight + 1e-6)) {
      return "curvature_sum = " + client.curvatureSum() + " of the weight " + weight;
    }
    if (client.seen() < client.rounds().size()) {
      return "seen = " + client.seen() + ", and " + client.rounds().size() + " rounds";
    }
    return wrongRounds(version)
        ? "rounds " + client.rounds() + " at version " + version
        : wrongPairs(index);
  }

  private boolean wrongRounds(int version) {
    int before = 0;
    for (int round : client.rounds()) {
      if (round <= before || round > version) {
        return true;
      }
      before = round;
    }
    return false;
  }

  private @Nullable String wrongPairs(int index) {
    int before = -1;
    for (int k = 0; k < pairs.others().length; k++) {
      int other = pairs.others()[k];
      if (other <= before || other > index) {
        return "a pair with client " + other + " after " + before;
      }
      double weight = pairs.weights()[k];
      if (!(weight >= 1 && weight <= MOST_PAIR_WEIGHT) || !Double.isFinite(pairs.sums()[k])) {
        return "a pair of sum " + pairs.sums()[k] + " and weight " + weight;
      }
      before = other;
    }
    return null;
  }
}
