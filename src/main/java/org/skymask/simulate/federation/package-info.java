/** A simulated federation: its clients, their training, what they send, how well it does. */
@NullMarked
package org.skymask.simulate.federation;

import org.jspecify.annotations.NullMarked;
