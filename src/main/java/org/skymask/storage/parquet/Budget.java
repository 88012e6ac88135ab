package org.skymask.storage.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * Limits the memory in use while one upload is read. Everything with a size that the upload chooses
 * (files, decompressed pages, dictionaries, texts, an entry a row) is charged here before it is
 * allocated. A {@link #part()} gives back what was charged to it when it is closed.
 *
 * <p>For one thread.
 */
public final class Budget implements AutoCloseable {
  private final @Nullable Budget whole;
  private final long most;
  private long held;

  /**
   * @param most bytes that may be held at a time
   */
  public Budget(long most) {
    this(null, most);
  }

  private Budget(@Nullable Budget whole, long most) {
    this.whole = whole;
    this.most = most;
  }

  /** For files of the server's own: memory alone is the limit. */
  public static Budget unlimited() {
    return new Budget(Long.MAX_VALUE);
  }

  /** A part for what is dropped together; it is limited by the whole. */
  public Budget part() {
    return new Budget(this, most);
  }

  /** Gives back what this part holds. */
  @Override
  public void close() {
    release(held);
  }

  /**
   * Counts bytes that are about to be held.
   *
   * @param what needs them, for the message
   * @throws RefusedException too-large where they are more than what is left
   */
  public void charge(long bytes, String what) throws RefusedException {
    Budget root = root();
    if (bytes < 0 || bytes > root.most - root.held) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          String.format(
              "%s needs %d bytes of memory beside %d that are in use, at most %d are allowed",
              what, bytes, root.held, root.most));
    }
    for (Budget each = this; each != null; each = each.whole) {
      each.held += bytes;
    }
  }

  private Budget root() {
    Budget root = this;
    while (root.whole != null) {
      root = root.whole;
    }
    return root;
  }

  private void release(long bytes) {
    for (Budget each = this; each != null; each = each.whole) {
      each.held -= bytes;
    }
  }

  /** Bytes that are held now. */
  public long held() {
    return held;
  }

  /** A new array. */
  public byte[] bytes(int length, String what) throws RefusedException {
    charge(length, what);
    return new byte[length];
  }

  /** An array of this length or more, made anew where the old one is shorter. */
  byte[] larger(byte[] old, int length, String what) throws RefusedException {
    if (old.length >= length) {
      return old;
    }
    charge((long) length - old.length, what);
    return new byte[length];
  }

  /** A copy of some bytes. */
  Slice copy(Slice source, String what) throws RefusedException {
    charge(source.length(), what);
    byte[] copied = Arrays.copyOfRange(source.array(), source.from(), source.to());
    return new Slice(copied, 0, copied.length);
  }

  int[] ints(int length, String what) throws RefusedException {
    charge((long) Integer.BYTES * length, what);
    return new int[length];
  }

  long[] longs(int length, String what) throws RefusedException {
    charge((long) Long.BYTES * length, what);
    return new long[length];
  }

  float[] floats(int length, String what) throws RefusedException {
    charge((long) Float.BYTES * length, what);
    return new float[length];
  }

  /** References only; the texts are charged where they are made. */
  String[] texts(int length, String what) throws RefusedException {
    charge((long) Long.BYTES * length, what);
    return new String[length];
  }
}
