/** The arithmetic on float and long arrays: mask step, weighted mean, binary masks, Gram counts. */
@NullMarked
package org.skymask.kernel;

import org.jspecify.annotations.NullMarked;
