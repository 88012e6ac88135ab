package org.skymask.storage.parquet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skymask.model.RefusedException;

/**
 * What a schema element says of its values beyond their physical type (LogicalTypes.md): in the old
 * form ({@code ConvertedType}), the new one ({@code LogicalType}), or both. An annotation that this
 * class does not know is one all the same.
 *
 * @param converted the old form, empty where there is none
 * @param logical the new form, empty where there is none
 */
record Annotation(String converted, String logical) {
  static final Annotation NONE = new Annotation("", "");
  static final Annotation FLOAT16 = new Annotation("", "float16");

  static final Set<String> NOTHING = Set.of();
  static final Set<String> TEXT = Set.of("string");
  static final Set<String> LIST = Set.of("list");
  static final Set<String> INT64 = Set.of("int64");
  static final Set<String> INTEGER =
      Set.of("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64");

  /** In the order of parquet.thrift. */
  private static final List<String> CONVERTED =
      List.of(
          "string",
          "map",
          "map entry",
          "list",
          "enum",
          "decimal",
          "date",
          "time",
          "time",
          "timestamp",
          "timestamp",
          "uint8",
          "uint16",
          "uint32",
          "uint64",
          "int8",
          "int16",
          "int32",
          "int64",
          "json",
          "bson",
          "interval");

  private static final int INTEGER_FIELD = 10;
  private static final Map<Integer, String> LOGICAL =
      Map.ofEntries(
          Map.entry(1, "string"),
          Map.entry(2, "map"),
          Map.entry(3, "list"),
          Map.entry(4, "enum"),
          Map.entry(5, "decimal"),
          Map.entry(6, "date"),
          Map.entry(7, "time"),
          Map.entry(8, "timestamp"),
          Map.entry(11, "always null"),
          Map.entry(12, "json"),
          Map.entry(13, "bson"),
          Map.entry(14, "uuid"),
          Map.entry(15, "float16"));

  /** Whether the values are what their physical type says, or what one of these names says. */
  boolean isNothingBut(Set<String> names) {
    return (converted.isEmpty() || names.contains(converted))
        && (logical.isEmpty() || names.contains(logical));
  }

  /** The name for messages, empty where there is none. */
  String name() {
    return logical.isEmpty() ? converted : logical;
  }

  static String converted(long number) {
    return number >= 0 && number < CONVERTED.size()
        ? CONVERTED.get((int) number)
        : "annotation number " + number;
  }

  /** Reads the union {@code LogicalType}. */
  static String logical(CompactReader in, int type) throws RefusedException {
    if (type != CompactReader.STRUCT) {
      in.skip(type);
      return "an unknown annotation";
    }
    String[] found = {""};
    in.struct(
        (id, inner) -> {
          if (id == INTEGER_FIELD && inner == CompactReader.STRUCT) {
            found[0] = integer(in);
          } else {
            found[0] = LOGICAL.getOrDefault(id, "annotation number " + id);
            in.skip(inner);
          }
        });
    return found[0];
  }

  private static String integer(CompactReader in) throws RefusedException {
    int[] bits = {0};
    boolean[] signed = {false};
    in.struct(
        (id, type) -> {
          switch (id) {
            case 1 -> bits[0] = in.int8(type);
            case 2 -> signed[0] = in.bool(type);
            default -> in.skip(type);
          }
        });
    return (signed[0] ? "int" : "uint") + bits[0];
  }
}
