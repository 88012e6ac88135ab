package org.skymask.attack;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All attacks, by name. */
public final class Attacks {
  private static final List<AttackType> TYPES =
      Stream.of(
              List.of(Honest.type(), LabelFlip.type()),
              Multiple.types(),
              Noise.types(),
              List.of(Trim.type(), KrumAttack.type()),
              DistanceBound.types(),
              List.of(Alie.type()),
              Optimised.types(),
              List.of(Mimic.type(), StateShift.type()),
              BackdoorAttack.types(),
              List.of(Neurotoxin.type(), CriticalLayers.type()),
              Reversal.types(),
              List.of(Pill.type(), PoisonedFl.type(), AdaptiveSkyMask.type(), Mixed.type()),
              Timed.types())
          .flatMap(List::stream)
          .toList();

  private Attacks() {}

  /** What an experiment may ask for. */
  public static List<String> names() {
    return TYPES.stream().map(AttackType::name).toList();
  }

  /**
   * What an attack can be told, and what holds otherwise.
   *
   * @throws AttackParameterException when there is no attack of that name
   */
  public static List<Parameter> parameters(String name) {
    return type(name).parameters();
  }

  /**
   * A new attack, for one federation.
   *
   * @param parameters by name: numbers, words, and for an attack in an attack its name or a map
   *     with its name and its parameters; numbers may be given as text
   * @throws AttackParameterException that names the attack or the parameter, the value, and what
   *     was expected
   */
  public static Attack of(String name, Map<String, ?> parameters) {
    return type(name).make(parameters);
  }

  private static AttackType type(String name) {
    return TYPES.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new AttackParameterException(
                    "there is no attack " + name + "; " + Nearest.sentence(name, names())));
  }
}
