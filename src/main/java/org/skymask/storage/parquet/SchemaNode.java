package org.skymask.storage.parquet;

import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * An element of the schema tree, which a footer lists parents first.
 *
 * @param type physical type, {@link #GROUP} for an inner node
 * @param repetition {@link #REQUIRED}, {@link #OPTIONAL} or {@link #REPEATED}
 * @param converted the annotation, −1 for none
 */
record SchemaNode(String name, int type, int repetition, int children, int converted) {
  static final int GROUP = -1;
  static final int INT32 = 1;
  static final int INT64 = 2;
  static final int FLOAT = 4;
  static final int DOUBLE = 5;
  static final int BYTE_ARRAY = 6;

  static final int REQUIRED = 0;
  static final int OPTIONAL = 1;
  static final int REPEATED = 2;

  /** The annotation of text. */
  static final int UTF8 = 0;

  private static final String[] TYPES = {
    "boolean", "int32", "int64", "int96", "float", "double", "binary", "fixed_len_byte_array"
  };

  SchemaNode {
    if (type < GROUP || type >= TYPES.length || repetition < REQUIRED || repetition > REPEATED) {
      throw new IllegalArgumentException("type " + type + ", repetition " + repetition);
    }
  }

  boolean isLeaf() {
    return type != GROUP;
  }

  String typeName() {
    return isLeaf() ? (converted == UTF8 ? "string" : TYPES[type]) : "a group";
  }

  static SchemaNode read(CompactReader in) throws RefusedException {
    Builder node = new Builder();
    in.struct(
        (id, type) -> {
          switch (id) {
            case 1 -> node.type = in.integer(type);
            case 3 -> node.repetition = in.integer(type);
            case 4 -> node.name = in.string(type);
            case 5 -> node.children = in.integer(type);
            case 6 -> node.converted = in.integer(type);
            default -> in.skip(type);
          }
        });
    return node.build();
  }

  private static final class Builder {
    long type = GROUP;
    long repetition;
    String name = "";
    long children;
    long converted = -1;

    SchemaNode build() throws RefusedException {
      boolean inner = children > 0;
      boolean sound =
          children >= 0
              && children < 1 << 20
              && (inner ? type == GROUP : type >= GROUP && type < TYPES.length)
              && repetition >= REQUIRED
              && repetition <= REPEATED
              && converted >= -1
              && converted < 64;
      if (!sound) {
        throw new RefusedException(
            Reason.UNREADABLE,
            "damaged Parquet file: the schema element " + name + " makes no sense");
      }
      return new SchemaNode(name, (int) type, (int) repetition, (int) children, (int) converted);
    }
  }
}
