package org.skymask.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Assessment;
import org.skymask.model.Assessment.Score;
import org.skymask.model.ClientResult;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.Recalled;
import org.skymask.model.RootLoss;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.Result;
import org.skymask.model.Verdict;

/** Made-up histories of federations; the same arguments give the same one. */
public final class Chronicles {
  static final String ATTACK =
      "\"'><img src=x onerror=window.attacked=1><script>window.attacked=1</script>{{script}}$1&amp;";

  private static final Instant BEGIN = Instant.parse("2026-03-01T06:00:00Z");
  private static final int A_DAY = 86_400;

  private Chronicles() {}

  /**
   * Version 0 and these rounds: every seventh client turns after a third of them, every thirteenth
   * round is rejected before it is committed, and one is a rollback.
   *
   * @param remembers whether the decision has a memory
   */
  public static Chronicle of(int rounds, int clients, boolean remembers) {
    List<Chapter> chapters = new ArrayList<>();
    chapters.add(new Chapter(0, BEGIN, null, null, List.of(), null, null, List.of()));
    double loss = 2.3;
    for (int round = 1; round <= rounds; round++) {
      Random random = new Random(round);
      List<ClientResult> results = clients(round, rounds, clients, remembers, random);
      double next = 0.2 + (loss - 0.2) * 0.96 + 0.01 * random.nextGaussian();
      if (round % 13 == 0) {
        chapters.add(chapter(round, Outcome.REJECTED, results, new RootLoss(loss, 3.4 * loss)));
      }
      boolean goesBack = round == rounds / 2 && round > 2;
      chapters.add(
          goesBack
              ? chapter(round, Outcome.ROLLED_BACK, List.of(), null)
              : chapter(round, Outcome.COMMITTED, results, new RootLoss(loss, next)));
      loss = next;
    }
    return new Chronicle("people", chapters, 0);
  }

  /** A round whose every text is an attack on whoever opens the page. */
  public static Chronicle hostile() {
    List<ClientResult> clients =
        List.of(
            ClientResult.refused(ATTACK, Verdict.QUARANTINED, Reason.BAD_CLIENT_ID, ATTACK, null),
            client("honest", false, true, 5, 9, new Random(1)));
    Chapter round =
        new Chapter(
            1,
            BEGIN,
            new Result(
                Outcome.COMMITTED, ATTACK, Counts.of(clients), ATTACK, new RootLoss(1, Double.NaN)),
            null,
            clients,
            new Assessment(ATTACK, 1, Double.NaN, List.of(new Score(ATTACK, 0.5))),
            "./round=1/rejected=" + ATTACK,
            List.of(ATTACK));
    return new Chronicle(ATTACK, List.of(round), 1);
  }

  private static Chapter chapter(
      int round, Outcome outcome, List<ClientResult> clients, @Nullable RootLoss loss) {
    boolean rejected = outcome == Outcome.REJECTED;
    String why =
        switch (outcome) {
          case REJECTED ->
              "The root loss of the new model is more than gate.root-loss-factor = 3.0 times the"
                  + " base model's.";
          case ROLLED_BACK -> "A rollback to version " + (round - 2) + " (label mix-up at site-3).";
          default ->
              "The balanced masks of "
                  + Counts.of(clients).filtered()
                  + " clients differ, and the root data confirm it.";
        };
    Assessment assessed =
        rejected || loss == null
            ? null
            : new Assessment(
                "sha256:" + round,
                1000,
                loss.model(),
                List.of(new Score("accuracy", 1 - loss.model() / 3)));
    return new Chapter(
        round,
        BEGIN.plusSeconds((long) A_DAY * round + (rejected ? 0 : 3600)),
        new Result(outcome, why, Counts.of(clients), rejected ? null : "sha256:" + round, loss),
        3.0,
        clients,
        assessed,
        "./round=" + round + (rejected ? "/rejected=" : "/attempt=") + round + "/report.html",
        List.of());
  }

  private static List<ClientResult> clients(
      int round, int rounds, int count, boolean remembers, Random random) {
    List<ClientResult> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean turned = i % 7 == 3 && round > rounds / 3;
      boolean away = random.nextInt(15) == 0;
      if (!away) {
        clients.add(client("site-%03d".formatted(i), turned, remembers, round, rounds, random));
      }
    }
    return clients;
  }

  private static ClientResult client(
      String name, boolean turned, boolean remembers, int round, int rounds, Random random) {
    int chance = random.nextInt(120);
    if (chance == 0) {
      return ClientResult.refused(
          name, Verdict.QUARANTINED, Reason.NON_FINITE, "conv1.weight[112] is not finite", 600L);
    }
    if (chance == 1) {
      return ClientResult.refused(name, Verdict.INCOMPLETE, null, null, null);
    }
    boolean filtered = turned && random.nextInt(6) > 0 || chance == 2;
    double evidence = turned ? Math.min(6, 0.4 * (round - rounds / 3)) : chance == 2 ? 1.6 : 0;
    double curvature = (turned ? -0.3 : 0.45) + 0.12 * random.nextGaussian();
    return new ClientResult(
        name,
        filtered ? Verdict.FILTERED : Verdict.ACCEPTED,
        filtered ? Reason.MASKED_OUT : null,
        filtered ? "left out with 5 others: evidence %.1f".formatted(evidence) : null,
        new ClientResult.Place(0.99, 0.1, 0.2, 0.55 + 0.02 * random.nextGaussian()),
        new ClientResult.Contribution(
            1 + 0.1 * random.nextGaussian(), 1.0, 600L, filtered ? 0 : 0.01, turned ? -0.3 : 0.7),
        remembers ? new Recalled(evidence, round < 4 ? null : (Double) curvature, turned) : null);
  }
}
