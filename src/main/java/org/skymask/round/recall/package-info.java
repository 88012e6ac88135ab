/**
 * What a decision with memory asks of earlier rounds: the memory of the base version, uploads that
 * are read again, and the directions of updates.
 */
@NullMarked
package org.skymask.round.recall;

import org.jspecify.annotations.NullMarked;
