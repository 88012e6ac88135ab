package org.skymask.storage.parquet;

import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/** Reads a column of lists of floating-point numbers, run by run of its levels. */
final class ListColumn {
  /** Values at a time: 32 KiB stay in the nearest cache. */
  private static final int PIECE = 1 << 13;

  private final RowGroup group;
  private final Column column;
  private final Budget budget;
  private final long longest;
  private final FloatSink sink;
  private final float[] buffer = new float[PIECE];
  private float[] dictionary = {};
  private int row = -1;
  private long position;
  private boolean open;

  private ListColumn(RowGroup group, Column column, Budget budget, long longest, FloatSink sink) {
    this.group = group;
    this.column = column;
    this.budget = budget;
    this.longest = longest;
    this.sink = sink;
  }

  /**
   * @param longest elements that a list may have
   */
  static void read(
      byte[] file, RowGroup group, Column column, Budget budget, long longest, FloatSink sink)
      throws RefusedException {
    new ListColumn(group, column, budget, longest, sink)
        .pages(new PageCursor(file, group.chunk(column), budget));
  }

  private void pages(PageCursor pages) throws RefusedException {
    for (@Nullable Page page = pages.next(); page != null; page = pages.next()) {
      if (page.isData()) {
        data(Content.of(pages, page, column));
      } else {
        dictionary = Dictionaries.floats(column.type(), pages.content(page), page.values(), budget);
      }
    }
    if (row + 1 != group.rows()) {
      throw damaged((row + 1) + " lists for " + group.rows() + " rows");
    }
  }

  private void data(Content page) throws RefusedException {
    @Nullable FloatValues values = null;
    int starts = 0;
    int kinds = 0;
    for (int left = page.entries(); left > 0; ) {
      starts = starts == 0 ? page.repetition().take(left) : starts;
      kinds = kinds == 0 ? page.definition().take(left) : kinds;
      int count = Math.min(starts, kinds);
      boolean begins = page.repetition().value() == 0;
      if (!isValue(page.definition().value(), begins)) {
        empties(count);
      } else {
        if (values == null) {
          values = FloatValues.of(column.type(), page.encoding(), page.values(), dictionary);
        }
        values(values, count, begins);
      }
      starts -= count;
      kinds -= count;
      left -= count;
    }
  }

  /** Whether entries of this level are values, not empty lists; nulls are refused. */
  private boolean isValue(int level, boolean begins) throws RefusedException {
    if (level == column.highest()) {
      return true;
    }
    if (level == column.empty() && begins) {
      return false;
    }
    if (level > column.highest() || (!begins && level <= column.empty())) {
      throw damaged("the definition level " + level + " of " + column.highest());
    }
    String what = level > column.empty() ? "holds a null" : "is null";
    throw new RefusedException(
        Reason.MISSING_VALUES,
        "column "
            + column.name()
            + " "
            + what
            + " in row "
            + rowNumber(begins)
            + ", expected numbers");
  }

  private long rowNumber(boolean begins) {
    return group.firstRow() + row + (begins ? 1 : 0);
  }

  private void empties(int count) throws RefusedException {
    for (int i = 0; i < count; i++) {
      begin();
      open = false;
      sink.put(row, 0, buffer, 0, 0);
    }
  }

  private void values(FloatValues values, int count, boolean begins) throws RefusedException {
    for (int i = 0; begins && i < count; i++) {
      begin();
      give(values, 1);
    }
    if (!begins) {
      if (!open) {
        throw damaged("values that continue no list");
      }
      give(values, count);
    }
  }

  private void begin() throws RefusedException {
    if (++row >= group.rows()) {
      throw damaged("more lists than the " + group.rows() + " rows of its group");
    }
    position = 0;
    open = true;
  }

  private void give(FloatValues values, int count) throws RefusedException {
    if (position + count > longest) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "the list in row "
              + rowNumber(false)
              + " has more than the allowed "
              + longest
              + " values; split it into several rows");
    }
    for (int done = 0; done < count; ) {
      int piece = Math.min(PIECE, count - done);
      values.next(buffer, piece);
      sink.put(row, position, buffer, 0, piece);
      position += piece;
      done += piece;
    }
  }

  private RefusedException damaged(String how) {
    return Footer.unreadable("damaged Parquet file: column " + column.name() + " has " + how);
  }
}
