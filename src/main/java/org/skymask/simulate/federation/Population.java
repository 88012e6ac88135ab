package org.skymask.simulate.federation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.skymask.model.Signature;
import org.skymask.simulate.data.Examples;
import org.skymask.simulate.data.Split;

/**
 * Who has which examples in a federation. It depends on the seed, the split and the server's sample
 * alone, so that rules and attacks are compared on the same clients and the same root dataset.
 *
 * @param clients [clients][…] rows of the pool
 * @param root rows of the pool that are the server's; nobody else's
 * @param surrogate rows of the pool distributed as the root's, none of them; clients have them too
 * @param test rows of the pool that are kept for evaluation; empty where there are test data
 * @param order of the clients in which they turn malicious
 */
@SuppressWarnings("ArrayRecordComponent")
public record Population(int[][] clients, int[] root, int[] surrogate, int[] test, int[] order) {

  /**
   * How a population is drawn.
   *
   * @param clients wanted, unless the split has its own number
   * @param examples for all clients together; 0: all that are left
   * @param root the server's
   * @param testShare of the pool; 0 where there are test data
   */
  public record Draw(Split split, int clients, int examples, RootDraw root, double testShare) {}

  /**
   * Draws a population.
   *
   * @param signature of the model: what the targets are
   * @throws IllegalArgumentException where the pool is too small
   */
  public static Population of(Examples pool, Signature signature, Draw draw, long seed) {
    int[] order = order(pool.size(), Seeds.random(seed, "pool"));
    int tests = (int) Math.round(draw.testShare() * pool.size());
    int[] test = Arrays.copyOf(order, tests);
    List<Integer> left = list(order, tests);
    List<Integer> servers =
        draw.root().source().rows(left, pool, Seeds.random(seed, "root-source"));
    int[] root = draw.root().take(servers, pool, signature);
    int[] surrogate = draw.root().takeLike(new ArrayList<>(servers), pool, signature);
    int most = draw.examples() == 0 ? left.size() : draw.examples();
    if (left.size() < most || left.isEmpty()) {
      throw new IllegalArgumentException(
          "there are " + left.size() + " examples for the clients, and " + most + " are wanted");
    }
    int[] rows = left.subList(0, most).stream().mapToInt(Integer::intValue).sorted().toArray();
    int[][] shares =
        draw.split()
            .divide(pool.take(rows), signature, draw.clients(), Seeds.random(seed, "split"));
    for (int[] share : shares) {
      Arrays.setAll(share, i -> rows[share[i]]);
    }
    int[] malicious = order(shares.length, Seeds.random(seed, "malicious"));
    return new Population(shares, root, surrogate, test, malicious);
  }

  /** Number of malicious clients for a share of all. */
  public int malicious(double fraction) {
    return (int) Math.round(fraction * clients.length);
  }

  /** As manifests name a client. */
  public static String name(int client) {
    return String.format(Locale.ROOT, "client-%03d", client);
  }

  /**
   * The same where a client has taken other names: {@code client-003}, then {@code client-003-2}.
   *
   * @param names that it has given up
   */
  static String name(int client, int names) {
    return names == 0 ? name(client) : name(client) + "-" + (names + 1);
  }

  /** The client with this name, its first one or a later one. */
  static int number(String name) {
    return Integer.parseInt(name.split("-", 3)[1]);
  }

  /** The numbers below {@code count}, shuffled. */
  static int[] order(int count, SplittableRandom random) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  private static List<Integer> list(int[] order, int from) {
    List<Integer> rows = new ArrayList<>();
    for (int i = from; i < order.length; i++) {
      rows.add(order[i]);
    }
    return rows;
  }
}
