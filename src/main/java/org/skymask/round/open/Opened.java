package org.skymask.round.open;

import org.skymask.model.ModelData;
import org.skymask.model.ModelVersion;
import org.skymask.storage.version.Commit;

/**
 * What a round starts from.
 *
 * @param round its number
 * @param commit of the version before it
 * @param base the version before it
 * @param root the root dataset
 */
public record Opened(int round, Commit commit, ModelVersion base, ModelData root) {}
