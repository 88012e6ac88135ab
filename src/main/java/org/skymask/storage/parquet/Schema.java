package org.skymask.storage.parquet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/** The columns of a file: the top-level fields of its schema. */
final class Schema {
  private static final int DEEPEST = 32;

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

  /** A column that is stored: its dotted path and physical type. */
  record Leaf(String path, int type) {}

  private final List<SchemaNode> nodes;
  private final Map<String, Field> columns = new HashMap<>();
  private final List<Leaf> leaves = new ArrayList<>();
  private int next = 1;

  /**
   * @param nodes as the footer lists them, the root first
   */
  Schema(List<SchemaNode> nodes) throws RefusedException {
    this.nodes = nodes;
    if (nodes.isEmpty() || nodes.get(0).isLeaf()) {
      throw damaged("has no root");
    }
    for (int i = 0; i < nodes.get(0).children(); i++) {
      int first = next;
      int leaf = leaves.size();
      walk("", 0);
      Field field = new Field(List.copyOf(nodes.subList(first, next)), leaf);
      if (columns.put(field.root().name(), field) != null) {
        throw new RefusedException(
            Reason.BAD_SCHEMA, "the column " + field.root().name() + " stands twice");
      }
    }
    if (next != nodes.size()) {
      throw damaged("lists elements that belong to no column");
    }
  }

  private void walk(String parent, int depth) throws RefusedException {
    if (next >= nodes.size() || depth > DEEPEST) {
      throw damaged(depth > DEEPEST ? "nests deeper than " + DEEPEST : "ends early");
    }
    SchemaNode node = nodes.get(next++);
    String path = parent.isEmpty() ? node.name() : parent + "." + node.name();
    if (node.isLeaf()) {
      leaves.add(new Leaf(path, node.type()));
    }
    for (int i = 0; i < node.children(); i++) {
      walk(path, depth + 1);
    }
  }

  List<Leaf> leaves() {
    return leaves;
  }

  boolean has(String name) {
    return columns.containsKey(name);
  }

  /** The column of this name; names differ in case. */
  Field field(String name) throws RefusedException {
    Field field = columns.get(name);
    if (field == null) {
      throw new RefusedException(
          Reason.BAD_SCHEMA, "there is no column " + name + "; the file has " + columns.keySet());
    }
    return field;
  }

  private static RefusedException damaged(String how) {
    return new RefusedException(Reason.UNREADABLE, "damaged Parquet file: its schema " + how);
  }
}
