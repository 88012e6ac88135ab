/** What the words mean: layouts, updates, verdicts and outcomes as records, without any I/O. */
@NullMarked
package org.skymask.model;

import org.jspecify.annotations.NullMarked;
