/** Evaluates a version on labelled data (the command evaluate). */
@NullMarked
package org.skymask.round.evaluate;

import org.jspecify.annotations.NullMarked;
