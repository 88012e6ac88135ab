package org.skymask.config;

import java.io.Serializable;
import org.skymask.model.ClusterDecision;

/**
 * How the clients are divided: {@code cluster.*}.
 *
 * @param minimumSplitGain gain a row from which {@code root-row} filters, ≥ 0
 */
public record ClusterSettings(ClusterDecision decision, double minimumSplitGain)
    implements Serializable {}
