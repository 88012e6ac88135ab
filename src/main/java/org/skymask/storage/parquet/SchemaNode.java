package org.skymask.storage.parquet;

import java.util.Set;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * An element of the schema tree, which a footer lists parents first. Its name stays where it lies
 * in the footer. What only columns need that are read (types, repetitions) is checked by {@link
 * Column}: others may have what this reader does not know.
 *
 * @param type physical type, {@link #GROUP} for an inner node
 * @param length bytes of a value of {@link #FIXED}, 0 where none are said
 * @param repetition {@link #REQUIRED}, {@link #OPTIONAL} or {@link #REPEATED}
 */
record SchemaNode(
    Slice name, int type, int length, int repetition, int children, Annotation annotation) {
  static final int GROUP = -1;
  static final int INT32 = 1;
  static final int INT64 = 2;
  static final int FLOAT = 4;
  static final int DOUBLE = 5;
  static final int BYTE_ARRAY = 6;
  static final int FIXED = 7;

  static final int REQUIRED = 0;
  static final int OPTIONAL = 1;
  static final int REPEATED = 2;

  /** What an element takes in memory, with its places in lists. */
  static final int BYTES = 160;

  private static final int UNKNOWN = Integer.MAX_VALUE;
  private static final String[] TYPES = {
    "boolean", "int32", "int64", "int96", "float", "double", "binary", "fixed_len_byte_array"
  };

  /** Whether it holds numbers of 16 bits. */
  boolean isFloat16() {
    return type == FIXED && length == Short.BYTES && annotation.equals(Annotation.FLOAT16);
  }

  boolean isLeaf() {
    return type != GROUP;
  }

  /** Whether nothing but these annotations stands at the element. */
  boolean isNothingBut(Set<String> annotations) {
    return annotation.isNothingBut(annotations);
  }

  /** As a reader of messages knows it: the annotation, or the physical type. */
  String typeName() {
    String physical =
        isLeaf() ? type < TYPES.length ? TYPES[type] : "of an unknown type" : "a group";
    String annotated = annotation.name();
    if (annotated.isEmpty() || isLeaf() && annotated.equals(physical)) {
      return physical;
    }
    return isLeaf() && annotated.equals("string") ? annotated : physical + " (" + annotated + ")";
  }

  static SchemaNode read(CompactReader in) throws RefusedException {
    Builder node = new Builder();
    in.struct(
        (id, type) -> {
          switch (id) {
            case 1 -> node.type = in.integer(type);
            case 2 -> node.length = in.integer(type);
            case 3 -> node.repetition = in.integer(type);
            case 4 -> node.name = in.binary(type);
            case 5 -> node.children = in.integer(type);
            case 6 -> node.converted = Annotation.converted(in.integer(type));
            case 10 -> node.logical = Annotation.logical(in, type);
            default -> in.skip(type);
          }
        });
    return node.build();
  }

  private static final class Builder {
    private static final Slice NAMELESS = new Slice(new byte[0], 0, 0);

    long type = GROUP;
    long length;
    long repetition;
    Slice name = NAMELESS;
    long children;
    String converted = "";
    String logical = "";

    SchemaNode build() throws RefusedException {
      if (children < 0 || children >= 1 << 20 || children > 0 && type != GROUP) {
        throw new RefusedException(
            Reason.UNREADABLE,
            "damaged Parquet file: the schema element " + name.text() + " makes no sense");
      }
      boolean known = type >= GROUP && type < TYPES.length;
      boolean repeats = repetition >= REQUIRED && repetition <= REPEATED;
      return new SchemaNode(
          name,
          known ? (int) type : UNKNOWN,
          length > 0 && length <= Short.MAX_VALUE ? (int) length : 0,
          repeats ? (int) repetition : UNKNOWN,
          (int) children,
          new Annotation(converted, logical));
    }
  }
}
