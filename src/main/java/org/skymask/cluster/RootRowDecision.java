package org.skymask.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.skymask.model.ClusterDecision;
import org.skymask.model.MaskStatistics;

/**
 * The paper's decision with a one-cluster test: all rows in the plane of the summed Gram matrices;
 * benign is the component with the root row, and nobody is filtered unless two components explain
 * the plane better than one (SkyMask, section 3.3; method.md#root-row).
 */
public final class RootRowDecision implements Decision {
  private final MixtureModel mixtures;
  private final double minimumGain;

  /**
   * @param minimumGain BIC gain of two components over one, a row
   */
  public RootRowDecision(MixtureModel mixtures, double minimumGain) {
    this.mixtures = mixtures;
    this.minimumGain = minimumGain;
  }

  @Override
  public ClusterDecision name() {
    return ClusterDecision.ROOT_ROW;
  }

  @Override
  public Division divide(MaskStatistics masks, SetProbe probe, List<String> clients) {
    int n = masks.clients();
    double[][] points = Plane.of(Gram.sum(masks.grams())).points();
    PlaneSplit split = mixtures.split(points, minimumGain);
    boolean rootIsSecond = split.second()[n] > 0.5;
    boolean divided = split.gain() >= minimumGain;
    boolean[] accepted = new boolean[n];
    double[] probability = new double[n];
    for (int i = 0; i < n; i++) {
      probability[i] = rootIsSecond ? split.second()[i] : 1 - split.second()[i];
      accepted[i] = !divided || probability[i] > 0.5;
    }
    boolean seen = Double.isFinite(split.gain());
    if (!seen) {
      Arrays.fill(probability, Double.NaN);
    }
    return new Division(
        accepted,
        probability,
        Arrays.copyOf(points, n),
        points[n],
        split.knownGain(),
        OptionalInt.empty(),
        List.of(),
        why(divided, seen, split.gain()));
  }

  private String why(boolean divided, boolean seen, double gain) {
    if (!seen) {
      return "The masks of all rows are alike, so there is nothing to divide.";
    }
    return String.format(
        Locale.ROOT,
        divided
            ? "Two clusters explain the masks better than one (gain %.2f, at least %.2f), and the"
                + " clients in the root update's cluster are kept."
            : "One cluster explains the masks well enough (gain %.2f, below %.2f), so everybody is"
                + " kept.",
        gain,
        minimumGain);
  }
}
