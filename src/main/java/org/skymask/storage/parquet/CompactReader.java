package org.skymask.storage.parquet;

import java.util.function.Consumer;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * Thrift's compact protocol over bytes in memory. A length or count is believed only as far as
 * bytes are left for it, nothing is allocated for fields that nobody asks for, and structures nest
 * at most {@value #DEEPEST} deep. (The generated Thrift readers allocate a list of any size that a
 * file declares.)
 */
final class CompactReader {
  static final int BINARY = 8;
  static final int LIST = 9;
  static final int STRUCT = 12;
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I16 = 4;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int DOUBLE = 7;
  private static final int SET = 10;
  private static final int MAP = 11;
  private static final int DEEPEST = 24;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int depth;

  CompactReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Takes the fields of a structure; must read or skip each value it is given. */
  interface Fields {
    void field(int id, int type) throws RefusedException;
  }

  /** Takes the elements of a list; must read or skip one element at each call. */
  interface Element {
    void read() throws RefusedException;
  }

  /** Index of the next byte. */
  int position() {
    return at;
  }

  void struct(Fields fields) throws RefusedException {
    descend();
    int id = 0;
    for (int head = unsignedByte(); head != 0; head = unsignedByte()) {
      int delta = head >>> 4;
      id = delta == 0 ? (int) zigzag() : id + delta;
      fields.field(id, head & 15);
    }
    depth--;
  }

  /** A list of structures. */
  void structs(int type, int most, String what, Element element) throws RefusedException {
    expect(type, LIST);
    int head = unsignedByte();
    expect(head & 15, STRUCT);
    long size = size(head);
    if (size > most) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "the footer lists " + size + " " + what + ", at most " + most + " are allowed");
    }
    for (long i = 0; i < size; i++) {
      element.read();
    }
  }

  /** A list of strings, one after the other. */
  void strings(int type, Consumer<Slice> taker) throws RefusedException {
    expect(type, LIST);
    int head = unsignedByte();
    expect(head & 15, BINARY);
    long size = size(head);
    for (long i = 0; i < size; i++) {
      taker.accept(binary(BINARY));
    }
  }

  long integer(int type) throws RefusedException {
    if (type != I32 && type != I64 && type != I16) {
      throw damaged("a field of type " + type + " where a number is expected");
    }
    return zigzag();
  }

  boolean bool(int type) throws RefusedException {
    if (type != TRUE && type != FALSE) {
      throw damaged("a field of type " + type + " where a boolean is expected");
    }
    return type == TRUE;
  }

  int int8(int type) throws RefusedException {
    expect(type, BYTE);
    return (byte) unsignedByte();
  }

  /** A string, where it lies. */
  Slice binary(int type) throws RefusedException {
    expect(type, BINARY);
    int length = length();
    at += length;
    return new Slice(bytes, at - length, at);
  }

  void skip(int type) throws RefusedException {
    switch (type) {
      case TRUE, FALSE -> {}
      case BYTE -> advance(1);
      case I16, I32, I64 -> varint();
      case DOUBLE -> advance(8);
      case BINARY -> advance(length());
      case LIST, SET -> skipList();
      case MAP -> skipMap();
      case STRUCT -> struct((id, inner) -> skip(inner));
      default -> throw damaged("a field of the unknown type " + type);
    }
  }

  private void skipList() throws RefusedException {
    descend();
    int head = unsignedByte();
    long size = size(head);
    for (long i = 0; i < size; i++) {
      skipElement(head & 15);
    }
    depth--;
  }

  private void skipMap() throws RefusedException {
    descend();
    long size = varint();
    remaining(size);
    int types = size == 0 ? 0 : unsignedByte();
    for (long i = 0; i < size; i++) {
      skipElement(types >>> 4);
      skipElement(types & 15);
    }
    depth--;
  }

  /** In lists and maps a boolean has a byte of its own. */
  private void skipElement(int type) throws RefusedException {
    skip(type == TRUE || type == FALSE ? BYTE : type);
  }

  /** Elements take a byte each at least, so that a size beyond the bytes left cannot be true. */
  private long size(int head) throws RefusedException {
    long size = head >>> 4 == 15 ? varint() : head >>> 4;
    remaining(size);
    return size;
  }

  private int length() throws RefusedException {
    long length = varint();
    remaining(length);
    return (int) length;
  }

  private void remaining(long count) throws RefusedException {
    if (count < 0 || count > end - at) {
      throw damaged(count + " bytes or elements declared where " + (end - at) + " bytes are left");
    }
  }

  private void advance(int count) throws RefusedException {
    remaining(count);
    at += count;
  }

  private void descend() throws RefusedException {
    if (++depth > DEEPEST) {
      throw damaged("structures nest deeper than " + DEEPEST);
    }
  }

  private int unsignedByte() throws RefusedException {
    remaining(1);
    return bytes[at++] & 0xff;
  }

  private long zigzag() throws RefusedException {
    long n = varint();
    return (n >>> 1) ^ -(n & 1);
  }

  private long varint() throws RefusedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = unsignedByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw damaged("a number of more than ten bytes");
  }

  private static void expect(int type, int expected) throws RefusedException {
    if (type != expected) {
      throw damaged("a field of type " + type + " where type " + expected + " is expected");
    }
  }

  private static RefusedException damaged(String how) {
    return new RefusedException(Reason.UNREADABLE, "damaged Parquet file: its metadata has " + how);
  }
}
