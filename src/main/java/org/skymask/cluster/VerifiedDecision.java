package org.skymask.cluster;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClusterDecision;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.DecisionRecord.Ruling;
import org.skymask.model.DecisionRecord.WitnessValues;
import org.skymask.model.MaskStatistics;
import org.skymask.model.SplitView;

/** The clients' masks propose splits, and the root data verify them (method.md#verified). */
public final class VerifiedDecision implements Decision {
  static final double PROPOSED = 0.5;
  private static final double SMALLEST_LAYER = 0.005;

  private final MixtureModel mixtures;

  public VerifiedDecision(MixtureModel mixtures) {
    this.mixtures = mixtures;
  }

  /** A Gram matrix of the clients in which the decision looks for a split. */
  private record View(SplitView name, @Nullable String layer, double[][] gram) {}

  /** A side of a view's split. */
  @SuppressWarnings("ArrayRecordComponent")
  record Side(Candidate candidate, double[] probability) {}

  /**
   * All sides that were proposed.
   *
   * @param plane of the balanced view
   * @param taken index of the side that decides; empty for none
   * @param largest gain of any split; −∞ where there was none
   */
  record Examined(Plane plane, List<Side> sides, OptionalInt taken, double largest) {
    Optional<Side> decisive() {
      return taken.isPresent() ? Optional.of(sides.get(taken.getAsInt())) : Optional.empty();
    }
  }

  @Override
  public ClusterDecision name() {
    return ClusterDecision.VERIFIED;
  }

  @Override
  public Division divide(MaskStatistics masks, SetProbe probe, List<String> clients) {
    Examined found = examine(masks, new Witnesses(masks, probe), clients);
    return division(masks, found, clients);
  }

  /** Looks for splits in every view and asks the witnesses about both sides of each. */
  Examined examine(MaskStatistics masks, Witnesses witnesses, List<String> clients) {
    List<Plane> planes = new ArrayList<>();
    List<CompletableFuture<List<Side>>> proposed = new ArrayList<>();
    double largest = Double.NEGATIVE_INFINITY;
    // The root data are asked about a view's sides while the next view's split is looked for.
    // Splits
    // come one after the other: the Java LAPACK below keeps static state and serves one thread.
    ExecutorService asking = Executors.newSingleThreadExecutor();
    try {
      for (View view : views(masks)) {
        Plane plane = Plane.of(view.gram());
        planes.add(plane);
        PlaneSplit split = splitOf(view, plane);
        largest = Math.max(largest, split.gain());
        if (split.gain() >= PROPOSED) {
          proposed.add(supplyAsync(() -> sides(view, split, witnesses, clients), asking));
        }
      }
    } finally {
      asking.shutdown();
    }
    List<Side> sides = new ArrayList<>();
    proposed.forEach(found -> sides.addAll(found.join()));
    return new Examined(planes.get(0), sides, taken(sides), largest);
  }

  /** Of those that pass, the first with the largest u. */
  private static OptionalInt taken(List<Side> sides) {
    OptionalInt taken = OptionalInt.empty();
    double largest = Double.NaN;
    for (int i = 0; i < sides.size(); i++) {
      Candidate candidate = sides.get(i).candidate();
      double loss = candidate.witnesses().lossOfEverybody();
      if (candidate.passes() && (taken.isEmpty() || loss > largest)) {
        taken = OptionalInt.of(i);
        largest = loss;
      }
    }
    return taken;
  }

  private static List<View> views(MaskStatistics masks) {
    int n = masks.clients();
    List<double[][]> layers =
        Arrays.stream(masks.grams()).map(gram -> Gram.leading(gram, n)).toList();
    List<View> views = new ArrayList<>();
    views.add(new View(SplitView.BALANCED, null, Gram.balanced(layers)));
    for (int i = 0; i < layers.size(); i++) {
      if (masks.sizes()[i] >= SMALLEST_LAYER * masks.parameterCount()) {
        views.add(new View(SplitView.layer(i), masks.layers().get(i), layers.get(i)));
      }
    }
    return views;
  }

  /** The sides of a split of a further view, which belongs to no layer. */
  List<Side> sides(SplitView view, double[][] gram, Witnesses witnesses, List<String> clients) {
    View further = new View(view, null, gram);
    PlaneSplit split = splitOf(further, Plane.of(gram));
    return split.gain() >= PROPOSED ? sides(further, split, witnesses, clients) : List.of();
  }

  private PlaneSplit splitOf(View view, Plane plane) {
    return Gram.isZero(view.gram())
        ? PlaneSplit.none(view.gram().length)
        : mixtures.split(plane.points(), PROPOSED);
  }

  private static List<Side> sides(
      View view, PlaneSplit split, Witnesses witnesses, List<String> clients) {
    List<Side> sides = new ArrayList<>();
    for (boolean second : new boolean[] {true, false}) {
      int n = clients.size();
      boolean[] kept = new boolean[n];
      double[] probability = new double[n];
      int count = 0;
      for (int i = 0; i < n; i++) {
        kept[i] = split.second()[i] > 0.5 == second;
        probability[i] = second ? split.second()[i] : 1 - split.second()[i];
        count += kept[i] ? 1 : 0;
      }
      if (count >= 2 && count < n) {
        sides.add(new Side(candidate(view, split.gain(), kept, witnesses, clients), probability));
      }
    }
    return sides;
  }

  /** A candidate that no split proposed. */
  static Candidate candidate(
      SplitView view, boolean[] kept, Witnesses witnesses, List<String> clients) {
    return candidate(new View(view, null, new double[0][]), Double.NaN, kept, witnesses, clients);
  }

  private static Candidate candidate(
      View view, double gain, boolean[] kept, Witnesses witnesses, List<String> clients) {
    WitnessValues w = witnesses.of(kept);
    double required = view.name().equals(SplitView.BALANCED) && gain >= 1 ? -(gain - 1) / 2 : 1;
    return new Candidate(
        view.name(),
        view.layer(),
        gain,
        named(clients, kept, true),
        named(clients, kept, false),
        w,
        new Ruling(required, w.votes() >= 2 && w.lossOfEverybody() >= required, null));
  }

  private static List<String> named(List<String> clients, boolean[] kept, boolean which) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] == which) {
        names.add(clients.get(i));
      }
    }
    return names;
  }

  /** [clients]: whom the side that was taken keeps; everybody where none was. */
  static boolean[] accepted(Examined found, List<String> clients) {
    boolean[] accepted = new boolean[clients.size()];
    Set<String> kept =
        new HashSet<>(found.decisive().map(Side::candidate).map(Candidate::kept).orElse(clients));
    for (int i = 0; i < accepted.length; i++) {
      accepted[i] = kept.contains(clients.get(i));
    }
    return accepted;
  }

  private static Division division(MaskStatistics masks, Examined found, List<String> clients) {
    Plane plane = found.plane();
    double largest = found.largest();
    double[] probability = new double[clients.size()];
    Arrays.fill(probability, Double.NaN);
    OptionalDouble gain = PlaneSplit.known(largest);
    if (found.decisive().isPresent()) {
      Side side = found.decisive().get();
      probability = side.probability().clone();
      gain = OptionalDouble.of(side.candidate().gain());
    }
    List<Candidate> candidates = found.sides().stream().map(Side::candidate).toList();
    return new Division(
        accepted(found, clients),
        probability,
        plane.points(),
        plane.project(RootRow.products(masks)),
        gain,
        found.taken(),
        candidates,
        why(found.decisive().map(Side::candidate).orElse(null), candidates.size()));
  }

  private static String why(@Nullable Candidate c, int candidates) {
    if (c == null) {
      return candidates == 0
          ? "The clients' masks form one cluster in every view, so everybody is kept."
          : "The clients' masks propose "
              + candidates
              + " sides of splits, and the root data confirm none of them, so everybody is kept.";
    }
    return String.format(
        Locale.ROOT,
        "The clients' masks fall into two clusters (%s, gain %.2f), and the root data say that the"
            + " %d left out do harm (votes %.1f of at least 2; leaving them out lowers the"
            + " root loss with t = %.1f).",
        c.layer() == null ? "all layers balanced" : "layer " + c.layer(),
        c.gain(),
        c.leftOut().size(),
        c.witnesses().votes(),
        c.witnesses().lossOfEverybody());
  }
}
