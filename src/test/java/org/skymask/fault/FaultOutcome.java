package org.skymask.fault;

import org.jspecify.annotations.Nullable;

/**
 * How a case went.
 *
 * @param what was hit, as {@code 17 link}
 * @param first exit code of the run that met the fault; 137 where it was killed
 * @param committed whether the version stood after it
 * @param second exit code of the next run
 * @param left whether something that no commit names was left behind by both
 * @param violation what did not hold, null where all did
 */
record FaultOutcome(
    String what,
    int first,
    boolean committed,
    int second,
    boolean left,
    @Nullable String violation) {}
