/** SkyMask as a Spark batch job. */
@NullMarked
package org.skymask;

import org.jspecify.annotations.NullMarked;
