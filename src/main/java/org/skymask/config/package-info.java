/** Settings, their documented defaults and their errors. */
@NullMarked
package org.skymask.config;

import org.jspecify.annotations.NullMarked;
