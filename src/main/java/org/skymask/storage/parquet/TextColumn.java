package org.skymask.storage.parquet;

import org.jspecify.annotations.Nullable;
import org.skymask.model.RefusedException;

/** Turns byte strings into texts: those of a dictionary once, whatever rows use them. */
final class TextColumn implements BinaryColumn.Taker {
  private final Column column;
  private final Names names;
  private final Budget budget;
  private final String[] target;
  private @Nullable String[] entries = {};

  /**
   * @param target [rows of the group]
   */
  TextColumn(Column column, Names names, String[] target, Budget budget) {
    this.column = column;
    this.names = names;
    this.target = target;
    this.budget = budget;
  }

  @Override
  public void dictionary(int count) throws RefusedException {
    entries = budget.texts(count, "the dictionary of column " + column.name());
  }

  @Override
  public void take(int row, int entry, Slice value) throws RefusedException {
    if (entry == BinaryColumn.NONE) {
      target[row] = names.text(value, column.name());
      return;
    }
    @Nullable String known = entries[entry];
    if (known == null) {
      known = names.text(value, column.name());
      entries[entry] = known;
    }
    target[row] = known;
  }
}
