package org.skymask.model;

import java.io.Serializable;

/**
 * A committed version of the global model.
 *
 * @param digest {@code sha256:<hex>} over its tensors
 * @param values [layout.valueCount()] on the value axis
 */
@SuppressWarnings("ArrayRecordComponent")
public record ModelVersion(
    String federation,
    int round,
    String digest,
    Layout layout,
    Architecture architecture,
    float[] values)
    implements Serializable {}
