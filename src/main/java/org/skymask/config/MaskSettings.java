package org.skymask.config;

import java.io.Serializable;

/**
 * Mask training: {@code mask.*}.
 *
 * @param epochs passes over the root data, ≥ 1
 * @param learningRate η is this times the number of rows, &gt; 0
 * @param threshold of the binary mask, in (0, 1)
 * @param blockLength values of the parameter axis in a block, ≥ 1
 * @param microBatch root examples in a gradient task, ≥ 1
 */
public record MaskSettings(
    int epochs, double learningRate, double threshold, int blockLength, int microBatch)
    implements Serializable {}
