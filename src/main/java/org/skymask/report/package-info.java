/** The HTML page of a round, from results only. */
@NullMarked
package org.skymask.report;

import org.jspecify.annotations.NullMarked;
