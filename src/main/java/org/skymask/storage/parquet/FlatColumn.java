package org.skymask.storage.parquet;

import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/** Columns with one value a row, none of them null. */
final class FlatColumn {
  private FlatColumn() {}

  /** Takes the pages of a column. */
  interface Pages {
    void dictionary(Slice source, int count) throws RefusedException;

    /** A page whose values belong to the rows from {@code row} on. */
    void data(Content page, int row) throws RefusedException;
  }

  static void walk(byte[] file, RowGroup group, Column column, Budget budget, Pages taker)
      throws RefusedException {
    PageCursor pages = new PageCursor(file, group.chunk(column), budget);
    int row = 0;
    for (@Nullable Page page = pages.next(); page != null; page = pages.next()) {
      if (page.isData()) {
        Content content = Content.of(pages, page, column);
        refuseNulls(column, content, group.firstRow() + row);
        taker.data(content, row);
        row += page.values();
      } else {
        taker.dictionary(pages.content(page), page.values());
      }
    }
  }

  private static void refuseNulls(Column column, Content page, long row) throws RefusedException {
    for (int seen = 0; seen < page.entries(); ) {
      int count = page.definition().take(page.entries() - seen);
      if (page.definition().value() != column.highest()) {
        throw new RefusedException(
            Reason.BAD_SCHEMA,
            "column " + column.name() + " is null in row " + (row + seen) + ", expected a value");
      }
      seen += count;
    }
  }

  static RefusedException unsupported(Column column, Content page) throws RefusedException {
    Encoding encoding = Encoding.of(page.encoding());
    return Footer.unreadable(
        "column " + column.name() + " has the encoding " + encoding + ", which its type has not");
  }
}
