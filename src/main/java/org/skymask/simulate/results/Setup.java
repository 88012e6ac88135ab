package org.skymask.simulate.results;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What federations of an experiment may differ in besides split, fraction and seed.
 *
 * @param label what tells this one from the others; empty where nothing does
 * @param clients of the federation; empty where the data say how many there are
 * @param participation share of the clients that take part in a round
 * @param rootExamples size of the root dataset
 * @param rootBias share of the favoured class in it; empty where it is balanced
 * @param rootSource where it comes from
 */
public record Setup(
    String label,
    OptionalInt clients,
    double participation,
    OptionalInt rootExamples,
    OptionalDouble rootBias,
    String rootSource) {
  /** Nothing is known: cells were kept without it at first. */
  static final Setup UNKNOWN =
      new Setup(
          "", OptionalInt.empty(), Double.NaN, OptionalInt.empty(), OptionalDouble.empty(), "");
}
