/** Losses and gradients of a model on a batch, behind one small interface. */
@NullMarked
package org.skymask.engine;

import org.jspecify.annotations.NullMarked;
