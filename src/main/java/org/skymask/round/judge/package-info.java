/**
 * Says which of the admitted clients are averaged and how: aggregation rules, their settings, the
 * root update that they compare with, and the gate that the new model must pass.
 */
@NullMarked
package org.skymask.round.judge;

import org.jspecify.annotations.NullMarked;
