package org.skymask.model;

import java.io.Serializable;

/**
 * A model definition, copied unchanged from version to version.
 *
 * @param fileName {@code architecture.pt} or {@code architecture.json}: its extension chooses the
 *     engine
 * @param content the file's bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record Architecture(String fileName, byte[] content) implements Serializable {}
