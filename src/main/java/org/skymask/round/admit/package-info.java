/**
 * Reads the uploads of a round: which client directories there are, what admission says of each,
 * and the admitted deltas by blocks of parameters.
 */
@NullMarked
package org.skymask.round.admit;

import org.jspecify.annotations.NullMarked;
