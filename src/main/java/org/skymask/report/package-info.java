/** The HTML pages of a round, an experiment and a federation, from results only. */
@NullMarked
package org.skymask.report;

import org.jspecify.annotations.NullMarked;
