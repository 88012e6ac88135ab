package org.skymask.model;

import java.io.Serializable;

/**
 * A file with what proves its content.
 *
 * @param name relative to the directory that the naming document is about
 * @param bytes length
 * @param sha256 lower-case hex
 */
public record FileDigest(String name, long bytes, String sha256) implements Serializable {}
