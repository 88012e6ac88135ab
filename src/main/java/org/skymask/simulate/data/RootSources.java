package org.skymask.simulate.data;

import java.util.List;
import org.skymask.named.Catalogue;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;

/** All sources of root datasets. */
public final class RootSources {
  private static final Declared<RootSource> SAME =
      Declaration.of("same", "examples as the clients have them")
          .madeBy(given -> new RootSource() {});

  /** What {@code source} may say. */
  public static final Catalogue<RootSource> ALL =
      Catalogue.of(
          "root source",
          "root-source",
          List.of(SAME, NoisyRoot.DECLARATION, TurnedRoot.DECLARATION, OtherSilos.DECLARATION));

  private RootSources() {}
}
