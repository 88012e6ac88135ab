/** Many rounds in one process: what grows shows. */
@NullMarked
package org.skymask.soak;

import org.jspecify.annotations.NullMarked;
