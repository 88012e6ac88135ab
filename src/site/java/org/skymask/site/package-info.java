/** Pages of the site that the build makes from what they describe. */
@NullMarked
package org.skymask.site;

import org.jspecify.annotations.NullMarked;
