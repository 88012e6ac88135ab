/** Tests of the report, and the sample rounds that they and others use. */
@NullMarked
package org.skymask.report;

import org.jspecify.annotations.NullMarked;
