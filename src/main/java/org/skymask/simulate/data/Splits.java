package org.skymask.simulate.data;

import java.util.List;
import org.skymask.named.Catalogue;

/** All splits. */
public final class Splits {
  /** What {@code split} may say. */
  public static final Catalogue<Split> ALL =
      Catalogue.of(
          "split",
          "split",
          List.of(
              LabelBias.DECLARATION,
              Dirichlet.DECLARATION,
              LabelShards.DECLARATION,
              Silos.DECLARATION,
              Even.DECLARATION));

  private Splits() {}
}
