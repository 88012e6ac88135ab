/** What malicious clients send, in simulated federations. */
@NullMarked
package org.skymask.attack;

import org.jspecify.annotations.NullMarked;
