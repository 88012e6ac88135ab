/**
 * Rounds on Spark, in rooms. Each room may use those before it: admit, recall, judge, chain, open,
 * publish; then one for each job: run, rollback, init, evaluate, replay, sweep. Here is what all of
 * them share.
 */
@NullMarked
package org.skymask.round;

import org.jspecify.annotations.NullMarked;
