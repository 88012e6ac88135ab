package org.skymask.attack;

import java.util.Arrays;
import java.util.List;
import org.skymask.model.Layer;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Nearest;
import org.skymask.named.Parameter;
import org.skymask.named.ParameterException;

/**
 * An honest update of which only a part is reversed: small in every distance over the whole, and in
 * the plane of all masks together. There: u_j = −{@code factor}·Δ_j; elsewhere Δ_j.
 *
 * <ul>
 *   <li>{@code single-layer}: the part is one layer, by its name, or {@code last}.
 *   <li>{@code top-coordinates}: the {@code share} of the client's parameters that moved most.
 * </ul>
 *
 * <p>From the laboratory of this project's method, where poisoned single layers were what the masks
 * of a whole model hide. Knows nothing but its own updates.
 */
final class Reversal implements Attack {
  private static final Parameter FACTOR =
      Parameter.of("factor", Allowed.from(0, 1e6), 1, "factor of the reversed part");

  static final List<Declared<Attack>> DECLARATIONS =
      List.of(
          Declaration.of(
                  "single-layer",
                  "reverses one layer of Δᵢ, by its name or the last",
                  "laboratory of this project")
              .with(Parameter.of("layer", Allowed.text(), "last", "its name, or last"), FACTOR)
              .madeBy(
                  given -> new Reversal(new OneLayer(given.text("layer")), given.number("factor"))),
          Declaration.of(
                  "top-coordinates",
                  "reverses the share of Δᵢ that moved most",
                  "laboratory of this project")
              .with(
                  Parameter.of(
                      "share", Allowed.from(0, 1), 0.1, "share of the parameters that is reversed"),
                  FACTOR)
              .madeBy(
                  given -> new Reversal(largest(given.number("share")), given.number("factor"))));

  /** Where an update is reversed. */
  private interface Part {
    boolean[] of(float[] update, Layout layout);

    /** As {@link Attack#check}. */
    default void check(Layout layout) {}
  }

  private final Part part;
  private final double factor;

  private Reversal(Part part, double factor) {
    this.part = part;
    this.factor = factor;
  }

  private record OneLayer(String layer) implements Part {
    @Override
    public boolean[] of(float[] update, Layout layout) {
      boolean[] chosen = new boolean[layout.parameterCount()];
      for (Range range : in(layout).ranges()) {
        Arrays.fill(chosen, range.start(), range.end(), true);
      }
      return chosen;
    }

    @Override
    public void check(Layout layout) {
      in(layout);
    }

    private Layer in(Layout layout) {
      List<Layer> layers = layout.layers();
      if (layer.equals("last")) {
        return layers.get(layers.size() - 1);
      }
      List<String> names = layers.stream().map(Layer::name).toList();
      int at = names.indexOf(layer);
      if (at < 0) {
        throw ParameterException.of(
            "layer", "one of the model", layer + "; " + Nearest.sentence(layer, names));
      }
      return layers.get(at);
    }
  }

  private static Part largest(double share) {
    return (update, layout) -> {
      int length = layout.parameterCount();
      float cut = Statistics.cut(update, length, (int) (share * length));
      boolean[] chosen = new boolean[length];
      for (int j = 0; j < length; j++) {
        chosen[j] = Math.abs(update[j]) >= cut;
      }
      return chosen;
    };
  }

  @Override
  public void check(Layout layout, int honest) {
    part.check(layout);
  }

  @Override
  public float[][] craft(AttackContext context) {
    return Crafted.each(
        context,
        client -> {
          float[] update = context.own()[client].clone();
          boolean[] chosen = part.of(update, context.layout());
          for (int j = 0; j < chosen.length; j++) {
            update[j] = chosen[j] ? (float) (-factor * update[j]) : update[j];
          }
          return update;
        });
  }
}
