package org.skymask.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skymask.cluster.Decision.Division;
import org.skymask.cluster.VerifiedDecision.Examined;
import org.skymask.cluster.VerifiedDecision.Side;
import org.skymask.memory.Candidate;
import org.skymask.memory.Evidence;
import org.skymask.memory.Pairs.Accumulated;
import org.skymask.memory.RoundMemory;
import org.skymask.memory.RoundMemory.Verdict;
import org.skymask.model.DecisionRecord;
import org.skymask.model.MaskStatistics;
import org.skymask.model.SplitView;

/**
 * {@code verified} with memory across rounds: evidence that adds up, and a further view of where
 * the updates of several rounds point (remembered.md).
 */
public final class RememberedDecision {
  private static final int LEAST_KEPT = 2;

  private final VerifiedDecision verified;
  private final int minimum;

  /**
   * @param minimum accepted clients; with fewer, {@code verified} decides
   */
  public RememberedDecision(MixtureModel mixtures, int minimum) {
    this.verified = new VerifiedDecision(mixtures);
    this.minimum = Math.max(LEAST_KEPT, minimum);
  }

  /**
   * What is known of the round's updates besides their masks.
   *
   * @param norms [clients], as sent
   * @param rootNorm of the root update
   * @param base root losses of the base model
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Known(Directions directions, double[] norms, double rootNorm, double[] base) {}

  /** How the clients are divided, and what is remembered of them. */
  public record Decided(Division division, Verdict verdict) {}

  /** A candidate as the memory and as the record sees it. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Case(
      Candidate candidate, DecisionRecord.Candidate record, double @Nullable [] probability) {}

  /**
   * @param memory of the base version, for the clients in row order
   */
  public Decided decide(MaskStatistics masks, SetProbe probe, Known known, RoundMemory memory) {
    List<String> clients = memory.clients();
    Witnesses witnesses = new Witnesses(masks, probe);
    Examined examined = verified.examine(masks, witnesses, clients);
    Accumulated directions = memory.before().pairs().with(clients, known.directions().balanced());
    List<Side> sides = new ArrayList<>(examined.sides());
    sides.addAll(verified.sides(SplitView.DIRECTION, directions.mean(), witnesses, clients));
    FurtherWitnesses further =
        new FurtherWitnesses(
            witnesses, known.base(), known.norms(), known.rootNorm(), known.directions().cosines());
    List<Case> cases = new ArrayList<>();
    sides.forEach(side -> cases.add(of(side, clients, further)));
    Case best = best(cases);
    Case standing = standing(memory, witnesses, further);
    double[] evidence =
        Evidence.after(
            memory.evidence(),
            best == null ? null : best.candidate(),
            standing == null ? null : standing.candidate(),
            i -> further.help(alone(i, clients.size()), others(best, standing)) > Candidate.HELPS);
    OptionalInt taken = best == null ? OptionalInt.empty() : OptionalInt.of(cases.indexOf(best));
    if (standing != null) {
      cases.add(standing);
    }
    boolean[] today = VerifiedDecision.accepted(examined, clients);
    Verdict verdict = memory.conclude(evidence, today, minimum, directions.pairs());
    double largest =
        sides.stream()
            .mapToDouble(side -> side.candidate().gain())
            .max()
            .orElse(examined.largest());
    Found found = new Found(cases, taken, best, largest);
    return new Decided(division(masks, examined, found, verdict), verdict);
  }

  /**
   * What was examined.
   *
   * @param taken index of the best candidate; empty where there is none
   * @param largest gain of any split; −∞ where there was none
   */
  private record Found(List<Case> cases, OptionalInt taken, @Nullable Case best, double largest) {
    OptionalDouble gain() {
      return PlaneSplit.known(best == null ? largest : best.record().gain());
    }

    double[] probability(int clients) {
      return best == null ? unknown(clients) : Objects.requireNonNull(best.probability());
    }
  }

  private static Division division(
      MaskStatistics masks, Examined examined, Found found, Verdict verdict) {
    return new Division(
        verdict.accepted(),
        found.probability(masks.clients()),
        examined.plane().points(),
        examined.plane().project(RootRow.products(masks)),
        found.gain(),
        found.taken(),
        found.cases().stream().map(Case::record).toList(),
        new RememberedWords(verdict).why());
  }

  private static Case of(Side side, List<String> clients, FurtherWitnesses further) {
    DecisionRecord.Candidate seen = side.candidate();
    Case made = of(seen, seen.view().isWide() ? seen.gain() : Double.NaN, clients, further);
    return new Case(made.candidate(), made.record(), side.probability());
  }

  private static Case of(
      DecisionRecord.Candidate seen, double gain, List<String> clients, FurtherWitnesses further) {
    Set<String> leftOut = new HashSet<>(seen.leftOut());
    boolean[] out = new boolean[clients.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = leftOut.contains(clients.get(i));
    }
    boolean[] kept = others(out);
    double help = further.help(out, kept);
    boolean twin = further.twin(out, kept);
    boolean boosted = further.isBoosted(out, kept);
    double harm = Candidate.netHarm(seen.witnesses().lossOfEverybody(), gain, help, twin, boosted);
    Candidate candidate =
        new Candidate(
            out, seen.witnesses().lossOfEverybody(), seen.witnesses().votes(), help, twin, harm);
    DecisionRecord.Further more = new DecisionRecord.Further(help, twin, harm);
    DecisionRecord.Candidate record = seen.with(more, Candidate.WORST_U, candidate.isGood());
    return new Case(candidate, record, null);
  }

  private static @Nullable Case best(List<Case> cases) {
    Case best = null;
    for (Case one : cases) {
      if (one.candidate().isGood()
          && (best == null || one.candidate().netHarm() > best.candidate().netHarm())) {
        best = one;
      }
    }
    return best;
  }

  private static @Nullable Case standing(
      RoundMemory memory, Witnesses witnesses, FurtherWitnesses further) {
    boolean[] kept = memory.convicted();
    int count = 0;
    for (int i = 0; i < kept.length; i++) {
      kept[i] = !kept[i];
      count += kept[i] ? 1 : 0;
    }
    if (count == kept.length || count < LEAST_KEPT) {
      return null;
    }
    DecisionRecord.Candidate seen =
        VerifiedDecision.candidate(SplitView.STANDING, kept, witnesses, memory.clients());
    return of(seen, Double.NaN, memory.clients(), further);
  }

  /** A of the candidate that says who is judged by itself. */
  private static boolean[] others(@Nullable Case best, @Nullable Case standing) {
    return others(Objects.requireNonNull(best == null ? standing : best).candidate().out());
  }

  private static boolean[] others(boolean[] out) {
    boolean[] others = new boolean[out.length];
    for (int i = 0; i < others.length; i++) {
      others[i] = !out[i];
    }
    return others;
  }

  private static boolean[] alone(int client, int clients) {
    boolean[] alone = new boolean[clients];
    alone[client] = true;
    return alone;
  }

  private static double[] unknown(int clients) {
    double[] unknown = new double[clients];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }
}
