/** The engines against each other and against PyTorch. */
@NullUnmarked
package org.skymask.engine;

import org.jspecify.annotations.NullUnmarked;
