/** The Deeplearning4j engine for {@code architecture.json}. */
@NullMarked
package org.skymask.engine.dl4j;

import org.jspecify.annotations.NullMarked;
