package org.skymask.storage.memory;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file or a directory.
 *
 * @param content of a file, which nobody changes; empty for a directory
 * @param children of a directory, by name; null for a file
 * @param modified milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent")
record MemoryNode(byte[] content, @Nullable TreeMap<String, MemoryNode> children, long modified) {

  static MemoryNode file(byte[] content) {
    return new MemoryNode(content, null, System.currentTimeMillis());
  }

  static MemoryNode directory() {
    return new MemoryNode(new byte[0], new TreeMap<>(), System.currentTimeMillis());
  }

  boolean isDirectory() {
    return children != null;
  }
}
