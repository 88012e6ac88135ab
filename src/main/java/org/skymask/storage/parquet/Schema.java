package org.skymask.storage.parquet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * The columns of a file: the top-level fields of its schema. A name costs nothing until it is asked
 * for, and columns that nobody asks for may have any names, types and depth.
 */
final class Schema {
  private static final int SHOWN = 20;

  /**
   * A top-level column.
   *
   * @param nodes its schema tree, parents first
   * @param leaf index of its first leaf among the leaves of the file
   */
  record Field(List<SchemaNode> nodes, int leaf) {
    SchemaNode root() {
      return nodes.get(0);
    }
  }

  private final List<Field> fields = new ArrayList<>();
  private final int leaves;

  /**
   * @param nodes as the footer lists them, the root first
   */
  Schema(List<SchemaNode> nodes) throws RefusedException {
    if (nodes.isEmpty() || nodes.get(0).isLeaf()) {
      throw damaged("has no root");
    }
    int next = 1;
    int leaf = 0;
    for (int i = 0; i < nodes.get(0).children(); i++) {
      int end = end(nodes, next);
      List<SchemaNode> tree = nodes.subList(next, end);
      fields.add(new Field(tree, leaf));
      leaf += (int) tree.stream().filter(SchemaNode::isLeaf).count();
      next = end;
    }
    if (next != nodes.size()) {
      throw damaged("lists elements that belong to no column");
    }
    this.leaves = leaf;
  }

  /** Index of the first node behind the tree that begins at a node. */
  private static int end(List<SchemaNode> nodes, int from) throws RefusedException {
    Deque<Integer> missing = new ArrayDeque<>();
    int next = from;
    do {
      if (next >= nodes.size()) {
        throw damaged("ends early");
      }
      missing.push(nodes.get(next++).children());
      while (!missing.isEmpty() && missing.peek() == 0) {
        missing.pop();
      }
      if (!missing.isEmpty()) {
        missing.push(missing.pop() - 1);
      }
    } while (!missing.isEmpty());
    return next;
  }

  /** How many columns are stored. */
  int leaves() {
    return leaves;
  }

  boolean has(String name) {
    return fields.stream().anyMatch(field -> isNamed(field, name));
  }

  /** The column of this name; names differ in case. */
  Field field(String name) throws RefusedException {
    @Nullable Field found = null;
    for (Field field : fields) {
      if (isNamed(field, name)) {
        if (found != null) {
          throw new RefusedException(Reason.BAD_SCHEMA, "the column " + name + " stands twice");
        }
        found = field;
      }
    }
    if (found == null) {
      String names =
          fields.stream()
              .limit(SHOWN)
              .map(field -> field.root().name().text())
              .collect(Collectors.joining(", ", "[", fields.size() > SHOWN ? ", …]" : "]"));
      throw new RefusedException(
          Reason.BAD_SCHEMA, "there is no column " + name + "; the file has " + names);
    }
    return found;
  }

  private static boolean isNamed(Field field, String name) {
    return field.root().name().holds(name);
  }

  private static RefusedException damaged(String how) {
    return new RefusedException(Reason.UNREADABLE, "damaged Parquet file: its schema " + how);
  }
}
