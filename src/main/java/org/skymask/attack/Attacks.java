package org.skymask.attack;

import java.util.List;
import org.skymask.named.Catalogue;

/** All attacks. */
public final class Attacks {
  /** What an experiment may ask for. Each that is made serves one federation. */
  public static final Catalogue<Attack> ALL =
      Catalogue.of(
          "attack",
          "attack",
          List.of(Honest.DECLARATION, LabelFlip.DECLARATION),
          TargetAttack.DECLARATIONS,
          Multiple.DECLARATIONS,
          Noise.DECLARATIONS,
          List.of(Trim.DECLARATION, KrumAttack.DECLARATION),
          DistanceBound.DECLARATIONS,
          List.of(Alie.DECLARATION),
          Optimised.DECLARATIONS,
          List.of(Mimic.DECLARATION, StateShift.DECLARATION),
          BackdoorAttack.DECLARATIONS,
          List.of(Neurotoxin.DECLARATION, CriticalLayers.DECLARATION, AdaptiveTrigger.DECLARATION),
          Reversal.DECLARATIONS,
          List.of(
              NonCollusive.DECLARATION,
              Pill.DECLARATION,
              PoisonedFl.DECLARATION,
              AgainstForecast.DECLARATION,
              AdaptiveSkyMask.DECLARATION,
              AdaptiveRemembered.DECLARATION,
              Mixed.DECLARATION),
          Timed.DECLARATIONS,
          List.of(Rotation.DECLARATION));

  private Attacks() {}
}
