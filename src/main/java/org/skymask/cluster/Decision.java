package org.skymask.cluster;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.skymask.model.ClusterDecision;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.MaskStatistics;

/** Divides the clients by their masks (method.md#decision). */
public interface Decision {

  /** As it is configured. */
  ClusterDecision name();

  /**
   * @param clients their names, in row order
   */
  Division divide(MaskStatistics masks, SetProbe probe, List<String> clients);

  /**
   * @param accepted [clients]
   * @param probability [clients]: of the component that was kept; NaN where no split decided
   * @param points [clients][2] in the plane
   * @param root the root row's place in it
   * @param gain of the split that decided, otherwise the largest seen; empty where there was none
   * @param taken index of the candidate that decided; empty where none did
   * @param why one sentence for a person
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Division(
      boolean[] accepted,
      double[] probability,
      double[][] points,
      double[] root,
      OptionalDouble gain,
      OptionalInt taken,
      List<Candidate> candidates,
      String why) {

    /** How many clients are accepted. */
    public int acceptedCount() {
      int count = 0;
      for (boolean a : accepted) {
        count += a ? 1 : 0;
      }
      return count;
    }
  }
}
