package org.skymask.storage.parquet;

import java.util.Arrays;
import java.util.List;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/** A column that was found to have the wanted type: one value, or one list of values, a row. */
public final class Column {
  private final String name;
  private final int leaf;
  private final SchemaNode node;
  private final int highest;
  private final int empty;

  private Column(String name, int leaf, SchemaNode node, int highest, int empty) {
    this.name = name;
    this.leaf = leaf;
    this.node = node;
    this.highest = highest;
    this.empty = empty;
  }

  String name() {
    return name;
  }

  /** Index among the stored columns. */
  int leaf() {
    return leaf;
  }

  /** Physical type. */
  int type() {
    return node.type();
  }

  /** Definition level of a value that is there. */
  int highest() {
    return highest;
  }

  /** Definition level of an empty list. */
  int empty() {
    return empty;
  }

  boolean isList() {
    return empty >= 0;
  }

  /** A column with one value of one of the given types in each row. */
  static Column flat(Schema.Field field, String expected, int... types) throws RefusedException {
    SchemaNode node = field.root();
    boolean single = field.nodes().size() == 1 && node.repetition() != SchemaNode.REPEATED;
    if (!single || !isOneOf(node, types)) {
      throw badType(field, expected);
    }
    return new Column(node.name(), field.leaf(), node, node.repetition(), -1);
  }

  /**
   * A column with one list of floats or doubles in each row: the standard three levels, or one of
   * the older forms with two (a repeated field inside a group) or one.
   */
  static Column list(Schema.Field field, String expected) throws RefusedException {
    List<SchemaNode> nodes = field.nodes();
    SchemaNode last = nodes.get(nodes.size() - 1);
    int repeated = Math.min(1, nodes.size() - 1);
    boolean sound =
        nodes.size() <= 3
            && count(nodes, SchemaNode.REPEATED) == 1
            && nodes.get(repeated).repetition() == SchemaNode.REPEATED
            && nodes.stream().allMatch(node -> node.children() <= 1)
            && isOneOf(last, SchemaNode.FLOAT, SchemaNode.DOUBLE);
    if (!sound) {
      throw badType(field, expected);
    }
    int highest = nodes.size() - count(nodes, SchemaNode.REQUIRED);
    int empty = repeated == 0 ? 0 : field.root().repetition();
    return new Column(field.root().name(), field.leaf(), last, highest, empty);
  }

  private static int count(List<SchemaNode> nodes, int repetition) {
    return (int) nodes.stream().filter(node -> node.repetition() == repetition).count();
  }

  private static boolean isOneOf(SchemaNode node, int... types) {
    return Arrays.stream(types).anyMatch(type -> type == node.type());
  }

  private static RefusedException badType(Schema.Field field, String expected) {
    StringBuilder found = new StringBuilder();
    for (SchemaNode node : field.nodes()) {
      boolean repeated = node.repetition() == SchemaNode.REPEATED;
      found.append(found.isEmpty() ? "" : " of ").append(repeated ? "repeated " : "");
      found.append(node.typeName());
    }
    return new RefusedException(
        Reason.BAD_SCHEMA,
        "column " + field.root().name() + " is " + found + ", expected " + expected);
  }
}
