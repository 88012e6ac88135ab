package org.skymask.engine;

/**
 * What a forward pass over some examples gives.
 *
 * @param outputs [examples × outputs of an example]
 * @param losses [examples]
 */
@SuppressWarnings("ArrayRecordComponent")
public record Inference(float[] outputs, double[] losses) {}
