/** From Gram matrices over planes and MLlib mixtures to a decision. */
@NullMarked
package org.skymask.cluster;

import org.jspecify.annotations.NullMarked;
