package org.skymask.round;

/**
 * What a round's files are written from, however it ends.
 *
 * @param factors [admitted clients] of norm clipping
 */
@SuppressWarnings("ArrayRecordComponent")
record Publication(Opened opened, Admissions admissions, double[] factors, Stages stages) {}
