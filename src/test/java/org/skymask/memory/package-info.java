/** Worked examples of what is remembered. */
@NullMarked
package org.skymask.memory;

import org.jspecify.annotations.NullMarked;
