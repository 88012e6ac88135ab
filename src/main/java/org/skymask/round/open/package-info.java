/** Opens a round: its number, base version and root dataset. */
@NullMarked
package org.skymask.round.open;

import org.jspecify.annotations.NullMarked;
