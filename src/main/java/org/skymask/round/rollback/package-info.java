/** Publishes the values of an earlier version as the next one (the command rollback). */
@NullMarked
package org.skymask.round.rollback;

import org.jspecify.annotations.NullMarked;
