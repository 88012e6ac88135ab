package org.skymask.attack;

import java.util.List;
import java.util.Set;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;

/**
 * Label flip: malicious clients train honestly on wrong labels.
 *
 * <p>{@code mapping}: {@code reverse} l → classes − 1 − l (Fang et al., USENIX Security 2020, 5.1,
 * as SkyMask's paper uses it); {@code next} l → (l + 1) mod classes; {@code pair} exchanges the
 * labels {@code from} and {@code to} and leaves the others (targeted: Tolpegin et al., ESORICS
 * 2020, with both directions).
 *
 * <p>Knows nothing but its own data.
 */
final class LabelFlip implements Attack {
  private final Flip flip;

  private LabelFlip(Flip flip) {
    this.flip = flip;
  }

  static AttackType type() {
    return new AttackType(
        "label-flip",
        List.of(
            Parameter.word("mapping", "reverse", "next", "pair"),
            Parameter.count("from", 0, 0, 1_000_000),
            Parameter.count("to", 1, 0, 1_000_000)),
        given ->
            new LabelFlip(new Flip(given.word("mapping"), given.count("from"), given.count("to"))));
  }

  /** Flips a client's labels. */
  private record Flip(String mapping, int from, int to) implements Poison {
    @Override
    public LabelledData of(LabelledData data, Layout layout, int client, long seed) {
      check(layout);
      int[] labels = data.labels().clone();
      for (int i = 0; i < labels.length; i++) {
        labels[i] = flipped(labels[i], layout.classes());
      }
      return new LabelledData(data.features(), labels, data.featureCount());
    }

    private void check(Layout layout) {
      if (mapping.equals("pair") && Math.max(from, to) >= layout.classes()) {
        throw new AttackParameterException(
            "attack label-flip: from is "
                + from
                + " and to is "
                + to
                + ", expected classes below "
                + layout.classes());
      }
    }

    private int flipped(int label, int classes) {
      return switch (mapping) {
        case "reverse" -> classes - 1 - label;
        case "next" -> (label + 1) % classes;
        default -> label == from ? to : label == to ? from : label;
      };
    }
  }

  @Override
  public String name() {
    return "label-flip";
  }

  @Override
  public Set<Knowledge> assumes() {
    return Set.of();
  }

  @Override
  public Poison poison() {
    return flip;
  }

  @Override
  public void check(Layout layout, int honest) {
    flip.check(layout);
  }

  @Override
  public float[][] craft(AttackContext context) {
    return Crafted.each(context, client -> context.own()[client]);
  }
}
