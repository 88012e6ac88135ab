/**
 * A round as far as its judgement, assembled once for all that judge one: the round itself, a
 * replay, golden tests.
 */
@NullMarked
package org.skymask.round.prepare;

import org.jspecify.annotations.NullMarked;
