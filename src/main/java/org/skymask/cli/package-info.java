/** One class a command. */
@NullMarked
package org.skymask.cli;

import org.jspecify.annotations.NullMarked;
