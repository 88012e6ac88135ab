/**
 * Makes versions that an operator asks for, with values that stand already and no uploads (the
 * commands rollback, pardon and ban).
 */
@NullMarked
package org.skymask.round.rollback;

import org.jspecify.annotations.NullMarked;
