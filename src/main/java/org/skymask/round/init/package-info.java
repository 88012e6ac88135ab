/** Writes version 0 (the command init). */
@NullMarked
package org.skymask.round.init;

import org.jspecify.annotations.NullMarked;
