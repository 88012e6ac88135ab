package org.skymask.storage.parquet;

import org.skymask.model.RefusedException;

/** The values of a page of floats, of halves, or of doubles narrowed to floats, in order. */
interface FloatValues {

  /** Fills the first {@code count} places. */
  void next(float[] target, int count) throws RefusedException;

  /**
   * A decoder of a page's values.
   *
   * @param type FLOAT, DOUBLE, or FIXED for halves
   * @param dictionary empty where the chunk has none
   */
  static FloatValues of(int type, int encoding, Slice source, float[] dictionary)
      throws RefusedException {
    return switch (Encoding.of(encoding)) {
      case PLAIN ->
          switch (type) {
            case SchemaNode.FLOAT -> new Floats(source);
            case SchemaNode.FIXED -> new Halves(source, HalfFloats::float16);
            default -> new Doubles(source);
          };
      case BYTE_STREAM_SPLIT -> new Split(source, width(type));
      case DICTIONARY -> new Indexed(Dictionaries.indices(source), dictionary);
      default ->
          throw Footer.unreadable(
              "encoding " + Encoding.of(encoding) + " is not one of floating-point numbers");
    };
  }

  /** Bytes of a value. */
  static int width(int type) {
    return switch (type) {
      case SchemaNode.FLOAT -> Float.BYTES;
      case SchemaNode.FIXED -> Short.BYTES;
      default -> Double.BYTES;
    };
  }

  /** A number of 16 bits. */
  interface Half {
    float of(int bits);
  }

  /** Two bytes a value. */
  final class Halves implements FloatValues {
    private final Half half;
    private Slice rest;

    Halves(Slice source, Half half) {
      this.rest = source;
      this.half = half;
    }

    @Override
    public void next(float[] target, int count) throws RefusedException {
      Slice source = rest;
      rest = rest.skip(count * Short.BYTES);
      int at = source.from();
      for (int i = 0; i < count; i++) {
        target[i] = half.of(LittleEndian.int16(source.array(), at + i * Short.BYTES));
      }
    }
  }

  /** PLAIN float32. */
  final class Floats implements FloatValues {
    private Slice rest;

    Floats(Slice source) {
      this.rest = source;
    }

    @Override
    public void next(float[] target, int count) throws RefusedException {
      Slice source = rest;
      rest = rest.skip(count * Float.BYTES);
      int at = source.from();
      for (int i = 0; i < count; i++) {
        target[i] = LittleEndian.float32(source.array(), at + i * Float.BYTES);
      }
    }
  }

  /** PLAIN float64. */
  final class Doubles implements FloatValues {
    private Slice rest;

    Doubles(Slice source) {
      this.rest = source;
    }

    @Override
    public void next(float[] target, int count) throws RefusedException {
      Slice source = rest;
      rest = rest.skip(count * Double.BYTES);
      int at = source.from();
      for (int i = 0; i < count; i++) {
        target[i] = (float) LittleEndian.float64(source.array(), at + i * Double.BYTES);
      }
    }
  }

  /** Dictionary indices. */
  final class Indexed implements FloatValues {
    private final Runs indices;
    private final float[] dictionary;
    private int[] buffer = {};

    Indexed(Runs indices, float[] dictionary) {
      this.indices = indices;
      this.dictionary = dictionary;
    }

    @Override
    public void next(float[] target, int count) throws RefusedException {
      if (buffer.length < count) {
        buffer = new int[count];
      }
      indices.read(buffer, count);
      for (int i = 0; i < count; i++) {
        int index = buffer[i];
        if (index < 0 || index >= dictionary.length) {
          throw Dictionaries.outside(index, dictionary.length);
        }
        target[i] = dictionary[index];
      }
    }
  }

  /** BYTE_STREAM_SPLIT: all first bytes, then all second bytes, and so on. */
  final class Split implements FloatValues {
    private final Slice source;
    private final int stride;
    private final int width;
    private int done;

    Split(Slice source, int width) {
      this.source = source;
      this.stride = source.length() / width;
      this.width = width;
    }

    @Override
    public void next(float[] target, int count) throws RefusedException {
      source.need((long) (done + count) * width, "column of numbers");
      for (int i = 0; i < count; i++, done++) {
        long bits = 0;
        for (int k = 0; k < width; k++) {
          bits |= (source.array()[source.from() + k * stride + done] & 0xffL) << (8 * k);
        }
        target[i] =
            switch (width) {
              case Float.BYTES -> Float.intBitsToFloat((int) bits);
              case Short.BYTES -> HalfFloats.float16((int) bits);
              default -> (float) Double.longBitsToDouble(bits);
            };
      }
    }
  }
}
