package org.skymask.config;

import java.io.Serializable;

/**
 * The test of a model before a round commits it: {@code gate.*}.
 *
 * @param rootLossFactor most root loss of the new model, in root losses of the base; 0 is off
 */
public record GateSettings(double rootLossFactor) implements Serializable {}
