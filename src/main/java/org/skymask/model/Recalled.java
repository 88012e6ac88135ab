package org.skymask.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the memory holds of a client after a round.
 *
 * @param evidence S against it, 0 to 6
 * @param curvature κ̄: whether its updates give way as the model moves; null where not known
 * @param reversed whether it is flagged for updates that do not
 */
public record Recalled(double evidence, @Nullable Double curvature, boolean reversed)
    implements Serializable {}
