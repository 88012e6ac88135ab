package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.skymask.history.JudgedRound;
import org.skymask.model.ClientResult;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.Verdict;

/**
 * Made-up rounds before a sample: clients that it filtered have been so for four rounds, a few miss
 * a round or are refused once.
 */
final class EarlierRounds {
  private static final int LONG = 4;

  private EarlierRounds() {}

  static List<JudgedRound> of(Sample sample, int count) {
    List<JudgedRound> rounds = new ArrayList<>();
    int last = sample.round().identity().round() - 1;
    for (int round = last - count + 1; round <= last; round++) {
      Random random = new Random(round);
      List<ClientResult> clients = new ArrayList<>();
      for (ClientResult client : sample.clients()) {
        if (random.nextInt(20) > 0) {
          clients.add(one(client, random, round > last - LONG));
        }
      }
      rounds.add(new JudgedRound(round, "attempt-" + round, Outcome.COMMITTED, clients));
    }
    return rounds;
  }

  private static ClientResult one(ClientResult client, Random random, boolean recent) {
    if (random.nextInt(60) == 0) {
      return ClientResult.refused(
          client.client(),
          Verdict.QUARANTINED,
          Reason.WRONG_BASE,
          null,
          client.contribution().examples());
    }
    boolean filtered = client.verdict() == Verdict.FILTERED && recent;
    return new ClientResult(
        client.client(),
        filtered ? Verdict.FILTERED : Verdict.ACCEPTED,
        filtered ? Reason.MASKED_OUT : null,
        null,
        new ClientResult.Place(
            null, null, null, (filtered ? 0.45 : 0.6) + 0.02 * random.nextGaussian()),
        new ClientResult.Contribution(
            Math.exp((filtered ? 1 : 0) + 0.2 * random.nextGaussian()),
            1.0,
            client.contribution().examples(),
            filtered ? 0 : 0.05,
            filtered ? -0.3 : 0.6 + 0.1 * random.nextGaussian()),
        null);
  }
}
