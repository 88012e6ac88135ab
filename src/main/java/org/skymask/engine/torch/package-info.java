/** The TorchScript engine (DJL with libtorch) for {@code architecture.pt}. */
@NullMarked
package org.skymask.engine.torch;

import org.jspecify.annotations.NullMarked;
