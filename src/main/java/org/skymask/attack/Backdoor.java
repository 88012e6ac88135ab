package org.skymask.attack;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.named.Allowed;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/**
 * Training data with a backdoor: {@code share} of a client's examples carry the trigger and the
 * target's label.
 *
 * @param parts 1, or the number of parts that clients share the pattern in
 */
record Backdoor(PatternTrigger trigger, double share, int parts) implements Poison {

  static final Parameter TARGET =
      Parameter.of("target", Allowed.whole(0), 0, "class that the trigger gives");
  static final Parameter SIZE =
      Parameter.of("size", Allowed.whole(1, 1000), 3, "pixels a side of the pattern");
  static final Parameter VALUE =
      Parameter.of("value", Allowed.from(-1e6, 1e6), 1, "value of the pattern's pixels");

  /** What attacks with a backdoor in their data can be told, and more. */
  static List<Parameter> and(Parameter... more) {
    Parameter share =
        Parameter.of(
            "share",
            Allowed.from(0, 1),
            0.5,
            "share of a client's examples that carry the trigger");
    return Stream.concat(Stream.of(TARGET, share, SIZE, VALUE), Stream.of(more)).toList();
  }

  static Backdoor of(Given given, int parts) {
    return new Backdoor(trigger(given), given.number("share"), parts);
  }

  static PatternTrigger trigger(Given given) {
    return new PatternTrigger(
        given.whole("size"), (float) given.number("value"), given.whole("target"));
  }

  @Override
  public ModelData of(ModelData data, Layout layout, int client, long seed) {
    trigger.requireClass(layout);
    Floats given = (Floats) data.input(0);
    float[] features = given.values().clone();
    long[] labels = ((Longs) data.target()).values().clone();
    for (int example : chosen(data.size(), seed)) {
      trigger.stamp(features, example * given.width(), layout, client % parts, parts);
      labels[example] = trigger.target();
    }
    return data.withInput(0, new Floats(features, given.width())).withTarget(new Longs(labels, 1));
  }

  /** The first of a shuffled order. */
  private int[] chosen(int size, long seed) {
    SplittableRandom random = ClientRandom.random(seed, 0);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return Arrays.copyOf(order, (int) Math.round(share * size));
  }
}
