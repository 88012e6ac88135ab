/** The scripts of jobs/, as processes. */
@NullMarked
package org.skymask.jobs;

import org.jspecify.annotations.NullMarked;
