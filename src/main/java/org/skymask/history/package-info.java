/** What the rounds of a federation say together: tracks of its clients, and who drifts. */
@NullMarked
package org.skymask.history;

import org.jspecify.annotations.NullMarked;
