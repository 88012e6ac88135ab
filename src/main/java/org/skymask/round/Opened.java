package org.skymask.round;

import org.skymask.model.LabelledData;
import org.skymask.model.ModelVersion;

/**
 * What a round starts from.
 *
 * @param round its number
 * @param base the version before it
 * @param root the root dataset
 */
record Opened(int round, ModelVersion base, LabelledData root) {}
