package org.skymask.round.evaluate;

/**
 * A number that says how good a model is.
 *
 * @param name as JSON has it: {@code accuracy}, {@code perplexity}, {@code auroc}, {@code rmse}
 * @param value NaN where the data do not tell it
 */
public record Measure(String name, double value) {}
