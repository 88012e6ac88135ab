package org.skymask.attack;

import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
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
 * <p>A label at each place of an example (tokens) is flipped at each place, and one that the loss
 * leaves out stays so. Yes and no are two classes: y → 1 − y, of every output.
 *
 * <p>Knows nothing but its own data.
 */
final class LabelFlip implements Attack {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "label-flip",
              "trains with label l as classes − 1 − l (`reverse`), l + 1 (`next`), or two classes exchanged (`pair`); of tokens every label, of yes and no the other one",
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
    public ModelData of(ModelData data, Layout layout, int client, long seed) {
      check(layout);
      return data.withTarget(flipped(data.target(), classes(layout.signature())));
    }

    private void check(Layout layout) {
      Signature signature = layout.signature();
      if (!signature.loss().hasLabels()) {
        throw UnfitException.of("changes labels", signature, "none");
      }
      int classes = classes(signature);
      if (mapping.equals("pair") && Math.max(from, to) >= classes) {
        throw ParameterException.of("from and to", "classes below " + classes, from + " and " + to);
      }
    }

    private static int classes(Signature signature) {
      return signature.loss().hasClasses() ? signature.requiredClasses() : 2;
    }

    private FieldValues flipped(FieldValues targets, int classes) {
      if (targets instanceof Longs labels) {
        long[] values = labels.values().clone();
        for (int i = 0; i < values.length; i++) {
          values[i] = values[i] == Signature.IGNORED ? values[i] : flipped(values[i], classes);
        }
        return new Longs(values, labels.width());
      }
      float[] values = ((Floats) targets).values().clone();
      // A pair of one class leaves it as it is.
      boolean isFlipped = flipped(0, classes) == 1;
      for (int i = 0; i < values.length && isFlipped; i++) {
        values[i] = 1 - values[i];
      }
      return new Floats(values, targets.width());
    }

    private long flipped(long label, int classes) {
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
