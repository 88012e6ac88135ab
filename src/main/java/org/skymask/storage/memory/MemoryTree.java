package org.skymask.storage.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Files and directories by their absolute names. Safe for use by several threads. */
final class MemoryTree {
  private final MemoryNode root = MemoryNode.directory();

  private static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** What stands under a name; null where nothing does. */
  synchronized @Nullable MemoryNode find(String name) {
    return find(parts(name));
  }

  private @Nullable MemoryNode find(List<String> parts) {
    @Nullable MemoryNode at = root;
    for (String part : parts) {
      if (at == null || at.children() == null) {
        return null;
      }
      at = at.children().get(part);
    }
    return at;
  }

  /**
   * Puts a file in its place, and makes the directories above it.
   *
   * @param content not copied
   * @return false where something of this name is there and is not to be replaced
   * @throws FileAlreadyExistsException where a directory would be replaced
   * @throws ParentNotDirectoryException where a file stands above it
   */
  synchronized boolean put(String name, byte[] content, boolean overwrite)
      throws FileAlreadyExistsException, ParentNotDirectoryException {
    List<String> parts = parts(name);
    MemoryNode there = find(parts);
    if (there != null && !overwrite) {
      return false;
    }
    if (there != null && there.isDirectory()) {
      throw new FileAlreadyExistsException(name + " is a directory");
    }
    int last = parts.size() - 1;
    directory(parts.subList(0, last)).put(parts.get(last), MemoryNode.file(content));
    return true;
  }

  /**
   * @throws ParentNotDirectoryException where a file stands in the way
   */
  synchronized void makeDirectories(String name) throws ParentNotDirectoryException {
    directory(parts(name));
  }

  private TreeMap<String, MemoryNode> directory(List<String> parts)
      throws ParentNotDirectoryException {
    TreeMap<String, MemoryNode> children = children(root, "/");
    for (String part : parts) {
      children = children(children.computeIfAbsent(part, none -> MemoryNode.directory()), part);
    }
    return children;
  }

  private static TreeMap<String, MemoryNode> children(MemoryNode node, String name)
      throws ParentNotDirectoryException {
    TreeMap<String, MemoryNode> children = node.children();
    if (children == null) {
      throw new ParentNotDirectoryException(name + " is a file, expected a directory");
    }
    return children;
  }

  /** What a directory holds, as it is now; empty where there is none. */
  synchronized Map<String, MemoryNode> children(String name) {
    MemoryNode node = find(parts(name));
    return node == null || node.children() == null ? Map.of() : new TreeMap<>(node.children());
  }

  boolean hasChildren(String name) {
    return !children(name).isEmpty();
  }

  /** Removes a name with all below it; false where nothing was there. */
  synchronized boolean remove(String name) {
    List<String> parts = parts(name);
    if (parts.isEmpty()) {
      return false;
    }
    int last = parts.size() - 1;
    MemoryNode above = find(parts.subList(0, last));
    return above != null
        && above.children() != null
        && above.children().remove(parts.get(last)) != null;
  }
}
