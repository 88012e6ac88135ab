package org.skymask.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.skymask.history.Track.Finding;
import org.skymask.history.Track.Kind;
import org.skymask.kernel.Medians;
import org.skymask.model.ClientResult;
import org.skymask.model.Verdict;

/**
 * Finds clients that drift. A client drifts when, over the recent rounds,
 *
 * <ul>
 *   <li>the median of its positions among the others ({@link Figure#positions}) in norm, mask
 *       density or similarity is {@value #FAR} robust deviations or more from theirs;
 *   <li>that median is as far from the median of its positions in the rounds before, counted in
 *       deviations of those, of at least 1;
 *   <li>it was filtered in half or more of the rounds that admitted it;
 *   <li>it was refused at admission in half or more of the rounds that it had an upload in.
 * </ul>
 *
 * Each needs {@value History#LEAST_RECENT} recent rounds, the second {@value #LEAST_PAST} earlier
 * ones too. Rounds in which nobody was accepted count for none but the last.
 */
final class Drift {
  /** Iglewicz and Hoaglin's cut for modified z-scores. */
  static final double FAR = 3.5;

  static final int LEAST_PAST = 5;
  private static final double OFTEN = 0.5;

  private final List<JudgedRound> rounds;
  private final int from;

  Drift(List<JudgedRound> rounds, int recent) {
    this.rounds = rounds;
    this.from = from(rounds, recent);
  }

  /** Where the recent rounds begin: a version that no client had a part in is none of them. */
  static int from(List<JudgedRound> rounds, int recent) {
    int from = rounds.size();
    int left = recent;
    while (from > 0 && left > 0) {
      from--;
      left -= rounds.get(from).clients().isEmpty() ? 0 : 1;
    }
    return from;
  }

  Track judged(Track track) {
    List<Finding> findings = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      place(track, figure, findings);
    }
    filtered(track, findings);
    refused(track, findings);
    return new Track(track.client(), track.results(), track.positions(), findings);
  }

  private void place(Track track, Figure figure, List<Finding> findings) {
    double[] recent = track.known(figure, from, rounds.size());
    if (recent.length < History.LEAST_RECENT) {
      return;
    }
    double now = Medians.mean(recent);
    if (Math.abs(now) >= FAR) {
      findings.add(apart(figure, now, recent.length));
    }
    double[] past = track.known(figure, 0, from);
    if (past.length < LEAST_PAST) {
      return;
    }
    double moved = (now - Medians.mean(past)) / Math.max(1, Robust.deviation(past));
    if (Math.abs(moved) >= FAR) {
      findings.add(moved(figure, moved, recent.length, past.length));
    }
  }

  private static Finding apart(Figure figure, double value, int recent) {
    String sentence =
        String.format(
            Locale.ROOT,
            "%s %.1f deviations %s the others (median of %d recent rounds)",
            figure.title(),
            Math.abs(value),
            value > 0 ? "above" : "below",
            recent);
    return new Finding(Kind.APART, figure, value, sentence);
  }

  private static Finding moved(Figure figure, double value, int recent, int past) {
    String sentence =
        String.format(
            Locale.ROOT,
            "%s %s by %.1f deviations against its own past (%d recent rounds, %d before)",
            figure.title(),
            value > 0 ? "rose" : "fell",
            Math.abs(value),
            recent,
            past);
    return new Finding(Kind.MOVED, figure, value, sentence);
  }

  private void filtered(Track track, List<Finding> findings) {
    Rate recent = filtered(track, from, rounds.size());
    if (recent.isOften()) {
      Rate past = filtered(track, 0, from);
      String sentence = "filtered in " + recent + " recent rounds";
      findings.add(
          new Finding(
              Kind.FILTERED,
              null,
              recent.share(),
              past.of() == 0 ? sentence : sentence + ", before in " + past));
    }
  }

  private Rate filtered(Track track, int begin, int end) {
    int filtered = 0;
    int admitted = 0;
    for (int r = begin; r < end; r++) {
      ClientResult result = track.results().get(r);
      if (result != null && rounds.get(r).tellsApart()) {
        filtered += result.verdict() == Verdict.FILTERED ? 1 : 0;
        admitted +=
            result.verdict() == Verdict.FILTERED || result.verdict() == Verdict.ACCEPTED ? 1 : 0;
      }
    }
    return new Rate(filtered, admitted);
  }

  private void refused(Track track, List<Finding> findings) {
    List<ClientResult> seen = new ArrayList<>();
    for (ClientResult result : track.results().subList(from, rounds.size())) {
      if (result != null && result.verdict() != Verdict.INCOMPLETE) {
        seen.add(result);
      }
    }
    List<ClientResult> refused =
        seen.stream().filter(result -> result.verdict() == Verdict.QUARANTINED).toList();
    Rate rate = new Rate(refused.size(), seen.size());
    if (rate.isOften()) {
      String reasons =
          refused.stream()
              .map(result -> result.reason() == null ? "no reason" : result.reason().code())
              .collect(Collectors.toCollection(TreeSet::new))
              .stream()
              .collect(Collectors.joining(", "));
      String sentence = "refused at admission in " + rate + " recent rounds: " + reasons;
      findings.add(new Finding(Kind.REFUSED, null, rate.share(), sentence));
    }
  }

  private record Rate(int count, int of) {
    boolean isOften() {
      return of >= History.LEAST_RECENT && share() >= OFTEN;
    }

    double share() {
      return (double) count / of;
    }

    @Override
    public String toString() {
      return count + " of " + of;
    }
  }
}
