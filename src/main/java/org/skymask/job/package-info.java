/** How work reaches executors and results come back, on a cluster and within the driver's JVM. */
@NullMarked
package org.skymask.job;

import org.jspecify.annotations.NullMarked;
