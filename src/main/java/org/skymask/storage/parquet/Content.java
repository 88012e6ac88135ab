package org.skymask.storage.parquet;

import java.util.List;
import org.skymask.model.RefusedException;

/**
 * A decompressed data page, taken apart.
 *
 * @param entries values, nulls and empty lists
 * @param repetition levels; of width 0 where the column is no list
 * @param definition levels; of width 0 where nothing can be missing
 * @param values the encoded values
 */
record Content(int entries, int encoding, Runs repetition, Runs definition, Slice values) {
  private static final Slice ALWAYS_ZERO = new Slice(new byte[0], 0, 0);

  static Content of(PageCursor pages, Page page, Column column) throws RefusedException {
    Slice values = pages.content(page);
    Slice repetition = ALWAYS_ZERO;
    Slice definition = ALWAYS_ZERO;
    if (page.kind() == Page.Kind.DATA_V2) {
      List<Slice> levels = pages.levels(page);
      repetition = levels.get(0);
      definition = levels.get(1);
    } else {
      if (column.isList()) {
        repetition = sized(values, page.levels().repetition());
        values = values.skip(Integer.BYTES + repetition.length());
      }
      if (column.highest() > 0) {
        definition = sized(values, page.levels().definition());
        values = values.skip(Integer.BYTES + definition.length());
      }
    }
    return new Content(
        page.values(),
        page.encoding(),
        new Runs(repetition, column.isList() ? 1 : 0),
        new Runs(definition, Integer.SIZE - Integer.numberOfLeadingZeros(column.highest())),
        values);
  }

  private static Slice sized(Slice source, int encoding) throws RefusedException {
    if (encoding != Page.Levels.RLE) {
      throw Footer.unreadable("levels have the encoding number " + encoding + ", expected RLE");
    }
    source.need(Integer.BYTES, "stretch of levels");
    return source.skip(Integer.BYTES).first(LittleEndian.int32(source.array(), source.from()));
  }
}
