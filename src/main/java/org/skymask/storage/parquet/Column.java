package org.skymask.storage.parquet;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/** A column that was found to have the wanted type: one value, or one list of values, a row. */
public final class Column {
  /** Levels of a type that a message names. */
  private static final int SHOWN = 6;

  private final String name;
  private final int leaf;
  private final List<SchemaNode> path;
  private final int highest;
  private final int empty;

  private Column(String name, int leaf, List<SchemaNode> path, int highest, int empty) {
    this.name = name;
    this.leaf = leaf;
    this.path = path;
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

  /** From the top-level field to the one that is stored. */
  List<SchemaNode> path() {
    return path;
  }

  /** Physical type. */
  int type() {
    return path.get(path.size() - 1).type();
  }

  /** What an entry of a dictionary takes at least: a string has its length, all else its value. */
  int entryBytes() {
    return type() == SchemaNode.FIXED ? Short.BYTES : Integer.BYTES;
  }

  /** Definition level of a value that is there. */
  int highest() {
    return highest;
  }

  /** Definition level of an empty list. */
  int empty() {
    return empty;
  }

  /** Whether each row has a list; binary that holds one is no list. */
  public boolean isList() {
    return empty >= 0;
  }

  /**
   * A column with one value of one of the given types in each row.
   *
   * @param annotations that do not make its values something else
   */
  static Column flat(
      String name, Schema.Field field, String expected, Set<String> annotations, int... types)
      throws RefusedException {
    SchemaNode node = field.root();
    boolean sound =
        field.nodes().size() == 1
            && node.repetition() <= SchemaNode.OPTIONAL
            && isOneOf(node, types)
            && node.isNothingBut(annotations);
    if (!sound) {
      throw badType(name, field, expected);
    }
    return new Column(name, field.leaf(), field.nodes(), node.repetition(), -1);
  }

  /**
   * A column with one list of floats, doubles or halves in each row: the standard three levels, or
   * one of the older forms with two (a repeated field inside a group) or one.
   */
  static Column list(String name, Schema.Field field, String expected) throws RefusedException {
    List<SchemaNode> nodes = field.nodes();
    SchemaNode last = nodes.get(nodes.size() - 1);
    int repeated = Math.min(1, nodes.size() - 1);
    boolean sound =
        nodes.size() <= 3
            && nodes.stream().allMatch(node -> node.repetition() <= SchemaNode.REPEATED)
            && count(nodes, SchemaNode.REPEATED) == 1
            && nodes.get(repeated).repetition() == SchemaNode.REPEATED
            && nodes.stream().allMatch(node -> node.children() <= 1)
            && (isOneOf(last, SchemaNode.FLOAT, SchemaNode.DOUBLE) || last.isFloat16())
            && isAnnotatedAsList(nodes);
    if (!sound) {
      throw badType(name, field, expected);
    }
    int highest = nodes.size() - count(nodes, SchemaNode.REQUIRED);
    int empty = repeated == 0 ? 0 : field.root().repetition();
    return new Column(name, field.leaf(), nodes, highest, empty);
  }

  private static boolean isAnnotatedAsList(List<SchemaNode> nodes) {
    boolean group = nodes.size() > 1;
    return nodes.stream()
            .skip(group ? 1 : 0)
            .allMatch(node -> node.isFloat16() || node.isNothingBut(Annotation.NOTHING))
        && (!group || nodes.get(0).isNothingBut(Annotation.LIST));
  }

  private static int count(List<SchemaNode> nodes, int repetition) {
    return (int) nodes.stream().filter(node -> node.repetition() == repetition).count();
  }

  private static boolean isOneOf(SchemaNode node, int... types) {
    return Arrays.stream(types).anyMatch(type -> type == node.type());
  }

  private static RefusedException badType(String name, Schema.Field field, String expected) {
    StringBuilder found = new StringBuilder();
    field.nodes().stream()
        .limit(SHOWN)
        .forEach(
            node -> {
              boolean repeated = node.repetition() == SchemaNode.REPEATED;
              found.append(found.isEmpty() ? "" : " of ").append(repeated ? "repeated " : "");
              found.append(node.typeName());
            });
    return new RefusedException(
        Reason.BAD_SCHEMA, "column " + name + " is " + found + ", expected " + expected);
  }
}
