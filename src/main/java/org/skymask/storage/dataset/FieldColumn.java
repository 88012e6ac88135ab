package org.skymask.storage.dataset;

import java.util.Arrays;
import java.util.Locale;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.storage.parquet.HalfFloats;

/**
 * The values of a field as rows come: a scalar, or lists of any depth whose elements are taken in
 * their order.
 */
final class FieldColumn {
  private static final int FIRST = 1 << 10;
  private static final int MOST = Integer.MAX_VALUE - 8;

  private final FieldSpec field;
  private final ValueRange range;
  private final int width;
  private float[] floats = {};
  private long[] longs = {};
  private boolean[] booleans = {};
  private int count;
  private int before;

  FieldColumn(FieldSpec field, ValueRange range) {
    this.field = field;
    this.range = range;
    this.width = field.width();
  }

  /**
   * Takes a row's values.
   *
   * @throws BadFieldException that names column, row and value
   */
  void add(Group group, long row) {
    int column =
        group.getType().containsField(field.name())
            ? group.getType().getFieldIndex(field.name())
            : -1;
    if (column < 0) {
      throw new BadFieldException(
          "there is no column "
              + field.name()
              + "; the file has "
              + group.getType().getFields().stream().map(Type::getName).toList());
    }
    before = count;
    long most = (long) count + width;
    if (most > MOST) {
      throw new BadFieldException("column " + field.name() + " has more than 2^31 values");
    }
    reserve((int) most);
    if (group.getFieldRepetitionCount(column) == 0) {
      throw isNull(row);
    }
    for (int i = 0; i < group.getFieldRepetitionCount(column); i++) {
      take(group, column, i, row);
    }
    if (count - before != width) {
      throw new BadFieldException(
          "column "
              + field.name()
              + " has "
              + (count - before)
              + " values in row "
              + row
              + ", expected "
              + width
              + " (the shape "
              + field.shape()
              + " in layout.json)");
    }
  }

  private void take(Group group, int column, int index, long row) {
    Type type = group.getType().getType(column);
    if (type.isPrimitive()) {
      one(group, column, index, row, type.asPrimitiveType().getPrimitiveTypeName());
      return;
    }
    Group inner = group.getGroup(column, index);
    for (int i = 0; i < inner.getType().getFieldCount(); i++) {
      int repeats = inner.getFieldRepetitionCount(i);
      if (repeats == 0 && !inner.getType().getType(i).isRepetition(Type.Repetition.REPEATED)) {
        throw isNull(row);
      }
      for (int k = 0; k < repeats; k++) {
        take(inner, i, k, row);
      }
    }
  }

  private void one(Group group, int column, int index, long row, PrimitiveTypeName stored) {
    if (count == before + width) {
      throw new BadFieldException(
          "column "
              + field.name()
              + " has more than "
              + width
              + " values in row "
              + row
              + " (the shape "
              + field.shape()
              + " in layout.json)");
    }
    switch (field.type()) {
      case FLOAT32 -> floats[count] = number(group, column, index, row, stored);
      case INT64 -> longs[count] = integer(group, column, index, row, stored);
      case BOOL -> booleans[count] = flag(group, column, index, stored);
    }
    count++;
  }

  private float number(Group group, int column, int index, long row, PrimitiveTypeName stored) {
    double value =
        switch (stored) {
          case FLOAT -> group.getFloat(column, index);
          case DOUBLE -> group.getDouble(column, index);
          case INT32 -> group.getInteger(column, index);
          case INT64 -> group.getLong(column, index);
          case FIXED_LEN_BYTE_ARRAY -> half(group.getBinary(column, index).getBytes());
          default -> throw badType(stored);
        };
    float narrowed = (float) value;
    if (!Float.isFinite(narrowed)) {
      throw new BadFieldException(
          "column "
              + field.name()
              + " holds "
              + value
              + " in row "
              + row
              + ", expected a finite"
              + " number");
    }
    if (!range.holds(narrowed)) {
      throw outside(String.valueOf(narrowed), row);
    }
    return narrowed;
  }

  private float half(byte[] bytes) {
    if (bytes.length != Short.BYTES) {
      throw badType(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY);
    }
    return HalfFloats.float16((bytes[0] & 0xff) | (bytes[1] & 0xff) << 8);
  }

  private long integer(Group group, int column, int index, long row, PrimitiveTypeName stored) {
    long value =
        switch (stored) {
          case INT32 -> group.getInteger(column, index);
          case INT64 -> group.getLong(column, index);
          default -> throw badType(stored);
        };
    if (!range.holds(value)) {
      throw outside(String.valueOf(value), row);
    }
    return value;
  }

  private boolean flag(Group group, int column, int index, PrimitiveTypeName stored) {
    if (stored != PrimitiveTypeName.BOOLEAN) {
      throw badType(stored);
    }
    return group.getBoolean(column, index);
  }

  private BadFieldException badType(PrimitiveTypeName stored) {
    String expected =
        switch (field.type()) {
          case FLOAT32 -> "numbers";
          case INT64 -> "int8 to int64";
          case BOOL -> "bool";
        };
    return new BadFieldException(
        "column "
            + field.name()
            + " holds "
            + stored.name().toLowerCase(Locale.ROOT)
            + ", expected "
            + expected
            + " ("
            + field.type().code()
            + " in layout.json)");
  }

  private BadFieldException outside(String value, long row) {
    return new BadFieldException(
        "column "
            + field.name()
            + " holds "
            + value
            + " in row "
            + row
            + ", expected "
            + range.described());
  }

  private BadFieldException isNull(long row) {
    return new BadFieldException(
        "column " + field.name() + " is null in row " + row + ", expected a value");
  }

  private void reserve(int wanted) {
    int length = Math.max(FIRST, Math.max(wanted, (int) Math.min(MOST, 3L * wanted / 2)));
    switch (field.type()) {
      case FLOAT32 -> floats = wanted > floats.length ? Arrays.copyOf(floats, length) : floats;
      case INT64 -> longs = wanted > longs.length ? Arrays.copyOf(longs, length) : longs;
      case BOOL -> booleans = wanted > booleans.length ? Arrays.copyOf(booleans, length) : booleans;
    }
  }

  /** The values since the last call, and begins anew. */
  FieldValues takeValues() {
    int taken = count;
    count = 0;
    return switch (field.type()) {
      case FLOAT32 -> new FieldValues.Floats(Arrays.copyOf(floats, taken), width);
      case INT64 -> new FieldValues.Longs(Arrays.copyOf(longs, taken), width);
      case BOOL -> new FieldValues.Booleans(Arrays.copyOf(booleans, taken), width);
    };
  }
}
