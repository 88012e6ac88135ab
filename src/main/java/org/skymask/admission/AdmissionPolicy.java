package org.skymask.admission;

import java.io.Serializable;
import org.skymask.model.Layout;

/**
 * What the uploads of a round must match.
 *
 * @param round r: the round that the uploads are for
 * @param baseModel digest of version r−1, {@code sha256:…}
 * @param keys {@link TrustedKeys#none()} where uploads need no signature
 */
public record AdmissionPolicy(
    String federation,
    int round,
    String baseModel,
    Layout layout,
    AdmissionLimits limits,
    TrustedKeys keys)
    implements Serializable {}
