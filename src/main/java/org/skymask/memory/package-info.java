/**
 * What a federation remembers of its clients from round to round (remembered.md): arithmetic alone.
 */
@NullMarked
package org.skymask.memory;

import org.jspecify.annotations.NullMarked;
