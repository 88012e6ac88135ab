/** Mask training on Spark, by blocks of the parameter axis. */
@NullMarked
package org.skymask.mask;

import org.jspecify.annotations.NullMarked;
