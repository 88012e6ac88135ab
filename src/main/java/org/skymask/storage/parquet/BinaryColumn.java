package org.skymask.storage.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.skymask.model.RefusedException;

/**
 * Reads a column of byte strings. Entries of a dictionary are turned into their final form once, so
 * that a small dictionary that is used a million times costs no more than its size.
 *
 * @param <T> the final form
 */
final class BinaryColumn<T> implements FlatColumn.Pages {

  /** Takes the value of one row. */
  interface Taker<T> {
    void take(int row, T value) throws RefusedException;
  }

  private final Column column;
  private final Function<Slice, T> form;
  private final Taker<T> taker;
  private List<T> dictionary = List.of();

  BinaryColumn(Column column, Function<Slice, T> form, Taker<T> taker) {
    this.column = column;
    this.form = form;
    this.taker = taker;
  }

  /** One text a row of the group. */
  static String[] text(byte[] file, RowGroup group, Column column) throws RefusedException {
    String[] target = new String[group.rows()];
    Function<Slice, String> decode =
        value -> new String(value.array(), value.from(), value.length(), StandardCharsets.UTF_8);
    FlatColumn.walk(
        file, group, column, new BinaryColumn<>(column, decode, (row, text) -> target[row] = text));
    return target;
  }

  @Override
  public void dictionary(Slice source, int count) throws RefusedException {
    // Pages share a buffer: the dictionary needs one of its own.
    byte[] own = Arrays.copyOfRange(source.array(), source.from(), source.to());
    Slice[] entries = Dictionaries.strings(new Slice(own, 0, own.length), count);
    dictionary = Arrays.stream(entries).map(form).toList();
  }

  @Override
  public void data(Content page, int row) throws RefusedException {
    switch (Encoding.of(page.encoding())) {
      case PLAIN -> give(Dictionaries.strings(page.values(), page.entries()), row);
      case DELTA_LENGTH_BYTE_ARRAY ->
          give(new DeltaValues(page.values()).strings(page.entries()), row);
      case DELTA_BYTE_ARRAY ->
          give(new DeltaValues(page.values()).prefixedStrings(page.entries()), row);
      case DICTIONARY -> {
        for (int index : FlatColumn.indices(page, dictionary.size())) {
          taker.take(row++, dictionary.get(index));
        }
      }
      default -> throw FlatColumn.unsupported(column, page);
    }
  }

  private void give(Slice[] values, int row) throws RefusedException {
    for (int i = 0; i < values.length; i++) {
      taker.take(row + i, form.apply(values[i]));
    }
  }
}
