/** Whole federations in simulation: experiments and the matrix of attacks and rules. */
@NullMarked
package org.skymask.simulate;

import org.jspecify.annotations.NullMarked;
