/** From an upload directory to an admitted update, or to a reason code. */
@NullMarked
package org.skymask.admission;

import org.jspecify.annotations.NullMarked;
