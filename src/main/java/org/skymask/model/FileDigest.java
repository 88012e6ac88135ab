package org.skymask.model;

import java.io.Serializable;

/**
 * A file with its length and digest.
 *
 * @param name relative to the directory of the document that names it
 * @param bytes length
 * @param sha256 lower-case hex
 */
public record FileDigest(String name, long bytes, String sha256) implements Serializable {}
