package org.skymask.simulate.federation;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.skymask.config.Experiment;
import org.skymask.config.Experiment.Presence;
import org.skymask.config.QuorumSettings;

/** Which clients take part in a round: those who are there already, or some of them. */
final class Participants {
  private final int clients;
  private final int aRound;
  private final Presence presence;
  private final int quorum;
  private final Set<Integer> late;
  private final long seed;

  /**
   * @param clients of the federation
   * @param aRound as {@link Experiment.Training#clientsARound}
   * @param quorum of its rounds: a share of the clients is never less than it needs
   * @throws IllegalArgumentException where nobody is there in the first round
   */
  Participants(int clients, int aRound, Presence presence, QuorumSettings quorum, long seed) {
    this.clients = clients;
    this.aRound = aRound;
    this.presence = presence;
    this.quorum = Math.max(quorum.minimumClients(), quorum.minimumAccepted());
    this.seed = seed;
    int[] order = Population.order(clients, Seeds.random(seed, "late"));
    int count = presence.isAnybodyLate() ? share(presence.lateShare(), clients) : 0;
    if (count == clients) {
      throw new IllegalArgumentException(
          "federation.late.share = "
              + presence.lateShare()
              + " of "
              + clients
              + " clients leaves nobody before round "
              + presence.lateRound());
    }
    this.late = Set.copyOf(Arrays.stream(order).limit(count).boxed().toList());
  }

  private static int share(double share, int of) {
    return (int) Math.round(share * of);
  }

  /** In ascending order. */
  int[] in(int round) {
    boolean all = round >= presence.lateRound();
    int[] there = IntStream.range(0, clients).filter(i -> all || !late.contains(i)).toArray();
    int wanted = wanted(there.length);
    if (wanted >= there.length) {
      return there;
    }
    return Seeds.random(seed, "participants", round)
        .ints(0, there.length)
        .distinct()
        .limit(wanted)
        .sorted()
        .map(place -> there[place])
        .toArray();
  }

  private int wanted(int there) {
    return aRound > 0 ? aRound : Math.max(quorum, share(presence.participation(), there));
  }
}
