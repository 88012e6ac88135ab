package org.skymask.storage.shard;

/** Keeps which positions of an axis are taken. An operation costs as much as its range is long. */
final class Coverage {
  private final long[] words;
  private final int size;
  private int taken;

  Coverage(int size) {
    this.words = new long[(size + 63) >>> 6];
    this.size = size;
  }

  /** Takes the positions of a range that is free. */
  void take(int from, int to) {
    for (int at = from; at < to; at = nextWord(at)) {
      words[at >>> 6] |= mask(at, to);
    }
    taken += to - from;
  }

  /** The first position in [from, to) that is taken, or −1. */
  int firstTaken(int from, int to) {
    return first(from, to, 0);
  }

  /** The first position in [from, to) that is free, or −1. */
  int firstFree(int from, int to) {
    return first(from, to, -1L);
  }

  private int first(int from, int to, long flip) {
    for (int at = from; at < to; at = nextWord(at)) {
      long found = (words[at >>> 6] ^ flip) & mask(at, to);
      if (found != 0) {
        return (at & ~63) + Long.numberOfTrailingZeros(found);
      }
    }
    return -1;
  }

  /** Number of free positions in [from, to). */
  int free(int from, int to) {
    int free = to - from;
    for (int at = from; at < to; at = nextWord(at)) {
      free -= Long.bitCount(words[at >>> 6] & mask(at, to));
    }
    return free;
  }

  /** Number of free positions. */
  int free() {
    return size - taken;
  }

  private static int nextWord(int at) {
    return (at & ~63) + 64;
  }

  /** The bits of the word at {@code at} that belong to [at, to). */
  private static long mask(int at, int to) {
    long mask = -1L << at;
    return to - (at & ~63) < 64 ? mask & ~(-1L << to) : mask;
  }
}
