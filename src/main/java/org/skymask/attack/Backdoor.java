package org.skymask.attack;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

/**
 * Training data with a backdoor: {@code share} of a client's examples carry the trigger and the
 * target's label.
 *
 * @param parts 1, or the number of parts that clients share the pattern in
 */
record Backdoor(PatternTrigger trigger, double share, int parts) implements Poison {

  /** What all attacks with a backdoor can be told. */
  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.count("target", 0, 0, 1_000_000),
          Parameter.number("share", 0.5, 0, 1),
          Parameter.count("size", 3, 1, 1000),
          Parameter.number("value", 1, -1e6, 1e6));

  static Backdoor of(Given given, int parts) {
    return new Backdoor(trigger(given), given.number("share"), parts);
  }

  static PatternTrigger trigger(Given given) {
    return new PatternTrigger(
        given.count("size"), (float) given.number("value"), given.count("target"));
  }

  @Override
  public LabelledData of(LabelledData data, Layout layout, int client, long seed) {
    float[] features = data.features().clone();
    int[] labels = data.labels().clone();
    for (int example : chosen(data.size(), seed)) {
      trigger.stamp(features, example * data.featureCount(), layout, client % parts, parts);
      labels[example] = trigger.target();
    }
    return new LabelledData(features, labels, data.featureCount());
  }

  /** The first of a shuffled order. */
  private int[] chosen(int size, long seed) {
    SplittableRandom random = Seeds.random(seed, 0);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return Arrays.copyOf(order, (int) Math.round(share * size));
  }
}
