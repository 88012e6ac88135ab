package org.skymask.round;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What leaves admission for the shuffle: a client's summary, or a block's part of its update.
 *
 * @param client index of the client directory
 * @param manifest SHA-256 of the manifest that the values belong to
 * @param summary null for values
 * @param values null for a summary
 */
@SuppressWarnings("ArrayRecordComponent")
record Arrival(int client, String manifest, @Nullable Summary summary, float @Nullable [] values)
    implements Serializable {}
