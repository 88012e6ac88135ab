package org.skymask.round.publish;

import org.skymask.round.Stages;
import org.skymask.round.admit.Admissions;
import org.skymask.round.open.Opened;

/**
 * The data from which a round's files are written, however it ends.
 *
 * @param factors [admitted clients] of norm clipping
 */
@SuppressWarnings("ArrayRecordComponent")
public record Publication(Opened opened, Admissions admissions, double[] factors, Stages stages) {}
