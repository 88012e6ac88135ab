/** Things with a name and parameters: what they declare of themselves, and one reader for it. */
@NullMarked
package org.skymask.named;

import org.jspecify.annotations.NullMarked;
