/**
 * Reads the versions of a federation: the chain of commits, and the commands that show and check it
 * (status, history, report, verify).
 */
@NullMarked
package org.skymask.round.chain;

import org.jspecify.annotations.NullMarked;
