/** Judges committed rounds again by other settings (the command replay). */
@NullMarked
package org.skymask.round.replay;

import org.jspecify.annotations.NullMarked;
