/** Files in the memory of this process, for what nobody needs after it. */
@NullMarked
package org.skymask.storage.memory;

import org.jspecify.annotations.NullMarked;
