package org.skymask.attack;

import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;
import org.skymask.named.ParameterException;

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
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "label-flip",
              "trains with label l as classes − 1 − l (`reverse`), l + 1 (`next`), or two classes exchanged (`pair`)",
              "Fang et al., USENIX Security 2020; Tolpegin et al., ESORICS 2020")
          .with(
              Parameter.of(
                  "mapping",
                  Allowed.words("reverse", "next", "pair"),
                  "reverse",
                  "which label becomes which"),
              Parameter.of("from", Allowed.whole(0), 0, "one class of the pair"),
              Parameter.of("to", Allowed.whole(0), 1, "the other class of the pair"))
          .madeBy(
              given ->
                  new LabelFlip(
                      new Flip(given.text("mapping"), given.whole("from"), given.whole("to"))));

  private final Flip flip;

  private LabelFlip(Flip flip) {
    this.flip = flip;
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
        throw ParameterException.of(
            "from and to", "classes below " + layout.classes(), from + " and " + to);
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
