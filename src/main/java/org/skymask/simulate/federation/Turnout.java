package org.skymask.simulate.federation;

/**
 * The clients of a simulated round, counted.
 *
 * @param clients that took part
 * @param malicious of these
 * @param caught malicious ones that were not accepted
 * @param lost honest ones that were not accepted
 */
public record Turnout(int clients, int malicious, int caught, int lost) {}
