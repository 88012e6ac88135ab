package org.skymask.storage.parquet;

import org.skymask.model.RefusedException;

/** PLAIN byte strings, one after the other: each with its length in four bytes. */
final class PlainStrings {
  private Slice rest;

  PlainStrings(Slice source) {
    this.rest = source;
  }

  /** The next string, where it lies. */
  Slice next() throws RefusedException {
    rest.need(Integer.BYTES, "string");
    int length = LittleEndian.int32(rest.array(), rest.from());
    Slice string = rest.skip(Integer.BYTES).first(length);
    rest = new Slice(rest.array(), string.to(), rest.to());
    return string;
  }
}
