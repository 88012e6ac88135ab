/**
 * Runs a round from its uploads to its commit, or to the verdicts of admission alone (the commands
 * round and validate).
 */
@NullMarked
package org.skymask.round.run;

import org.jspecify.annotations.NullMarked;
