package org.skymask.round.publish;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.skymask.mask.Part;
import org.skymask.round.judge.Aggregator.Combination;
import org.skymask.round.judge.Aggregator.Noise;
import org.skymask.round.judge.Updates;
import org.skymask.rule.Hash;

/**
 * What a rule adds to the weighted sum of the deltas: a share of the aggregate of the round before,
 * and noise.
 *
 * @param past that aggregate; null where there is none or it has no share
 */
record Additions(@Nullable Broadcast<float[]> past, double share, @Nullable Noise noise)
    implements Serializable {

  static Additions of(Updates updates, @Nullable Combination combination) {
    if (combination == null) {
      return new Additions(null, 0, null);
    }
    float[] past = updates.memory().aggregate();
    boolean none = past == null || combination.past() == 0;
    return new Additions(
        none ? null : updates.spark().broadcast(past),
        combination.past(),
        combination.noise().deviation() == 0 ? null : combination.noise());
  }

  /** The part with these added; of the parameter axis. */
  Part to(Part part) {
    float[] values = part.values();
    for (int j = 0; past != null && j < values.length; j++) {
      values[j] += (float) (share * past.value()[part.start() + j]);
    }
    for (int j = 0; noise != null && j < values.length; j++) {
      values[j] += (float) (noise.deviation() * Hash.normal(noise.seed(), part.start() + j));
    }
    return part;
  }
}
