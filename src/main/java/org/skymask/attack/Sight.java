package org.skymask.attack;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.skymask.kernel.WeightedMean;
import org.skymask.named.Allowed;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/** Whose updates an attacker takes its statistics from. */
enum Sight {
  /** The honest clients': full knowledge. */
  HONEST,
  /** Those that its own clients trained, in the honest ones' stead: partial knowledge. */
  OWN;

  /** For attacks that are described with full knowledge. */
  static final Parameter HONEST_FIRST = knowledge("honest");

  /** For attacks that mostly do without. */
  static final Parameter OWN_FIRST = knowledge("own");

  private static Parameter knowledge(String byDefault) {
    return Parameter.of(
        "knowledge", Allowed.words("honest", "own"), byDefault, "whose updates it sees");
  }

  static Sight of(Given given) {
    return given.text("knowledge").equals("own") ? OWN : HONEST;
  }

  Set<Knowledge> assumes() {
    return this == HONEST ? EnumSet.of(Knowledge.HONEST_UPDATES) : EnumSet.noneOf(Knowledge.class);
  }

  /**
   * [clients][updateCount], at least one.
   *
   * @throws IllegalArgumentException when there is none
   */
  float[][] rows(AttackContext context) {
    float[][] rows = this == HONEST ? context.honest() : context.own();
    if (rows.length == 0) {
      throw new IllegalArgumentException(
          "round "
              + context.round()
              + ": the attacker must see "
              + this
              + " updates, but there are none");
    }
    return rows;
  }

  /** Mean of rows. */
  static float[] mean(float[][] rows) {
    double[] weights = new double[rows.length];
    Arrays.fill(weights, 1.0 / rows.length);
    return WeightedMean.of(rows, weights);
  }
}
