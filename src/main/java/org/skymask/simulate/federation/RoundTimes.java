package org.skymask.simulate.federation;

/**
 * What a simulated round took, in seconds.
 *
 * @param trainingSeconds of the clients, with attack and uploads
 * @param roundSeconds of the round itself
 * @param seconds of all, with evaluation
 */
public record RoundTimes(double trainingSeconds, double roundSeconds, double seconds) {}
