/** What rounds before left for a round with memory, and what it leaves for the next. */
@NullMarked
package org.skymask.round.recall;

import org.jspecify.annotations.NullMarked;
