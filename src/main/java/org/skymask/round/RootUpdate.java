package org.skymask.round;

/**
 * The server's own update.
 *
 * @param delta [valueCount] on the value axis
 * @param trusted [valueCount]: θ with the running statistics of the root update, in which the root
 *     dataset is judged
 */
@SuppressWarnings("ArrayRecordComponent")
record RootUpdate(float[] delta, float[] trusted) {}
