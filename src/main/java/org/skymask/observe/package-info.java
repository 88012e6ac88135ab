/** What operators see of a round: metrics, run events, experiment tracking. Above the round. */
@NullMarked
package org.skymask.observe;

import org.jspecify.annotations.NullMarked;
