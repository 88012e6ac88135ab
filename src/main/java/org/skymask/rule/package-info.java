/** Aggregation rules and client weights as pure functions. */
@NullMarked
package org.skymask.rule;

import org.jspecify.annotations.NullMarked;
