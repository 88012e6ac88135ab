/** The cells of an experiment: which there are, and how one is run. */
@NullMarked
package org.skymask.simulate.experiment;

import org.jspecify.annotations.NullMarked;
