package org.skymask.storage.parquet;

import org.skymask.model.RefusedException;

/** Encodings of values that are read (Encodings.md); levels are always run-length encoded. */
enum Encoding {
  PLAIN(0),
  DICTIONARY(8),
  DELTA_BINARY_PACKED(5),
  DELTA_LENGTH_BYTE_ARRAY(6),
  DELTA_BYTE_ARRAY(7),
  BYTE_STREAM_SPLIT(9);

  private static final int PLAIN_DICTIONARY = 2;

  private final int id;

  Encoding(int id) {
    this.id = id;
  }

  static Encoding of(long id) throws RefusedException {
    long known = id == PLAIN_DICTIONARY ? DICTIONARY.id : id;
    for (Encoding encoding : values()) {
      if (encoding.id == known) {
        return encoding;
      }
    }
    throw Footer.unreadable(
        "encoding number " + id + " is not supported; write plain or dictionary");
  }
}
