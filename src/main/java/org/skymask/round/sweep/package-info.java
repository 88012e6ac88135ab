/** Removes what dead attempts left behind (the command sweep). */
@NullMarked
package org.skymask.round.sweep;

import org.jspecify.annotations.NullMarked;
