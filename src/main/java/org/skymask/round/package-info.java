/** The job: admit, train masks, cluster, aggregate, publish, report. */
@NullMarked
package org.skymask.round;

import org.jspecify.annotations.NullMarked;
