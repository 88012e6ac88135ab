package org.skymask.storage.shard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;
import org.skymask.model.Role;
import org.skymask.model.TensorSpec;
import org.skymask.storage.FileNames;

/**
 * Cuts the values of a model into files, in layout order and by the layout alone. So the same
 * values give the same files, byte for byte, whoever writes them and on however many machines.
 * Frozen values, which are written once, have files of their own.
 */
public final class ParameterFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Values of a row, 1 MiB: readers and writers hold a few rows at a time. */
  public static final int ROW_VALUES = 1 << 18;

  /**
   * Values of a file, 128 MiB, which Zstandard brings to about nine tenths: one block of HDFS, on
   * S3 one or two parts of a multipart upload, in a task's memory a small share. A larger model is
   * several files, written in parallel.
   */
  public static final int FILE_VALUES = 1 << 25;

  /** How names of the files with frozen tensors begin. */
  public static final String FROZEN = "frozen-";

  /**
   * A row of a file.
   *
   * @param offset of its first value in the flattened tensor
   * @param start of its first value on the value axis
   */
  record Row(String tensor, int offset, int start, int count) implements Serializable {}

  /** What a file holds of a stretch of the value axis. */
  public record Piece(int file, Range range) {}

  private record Stretch(int file, Range range) implements Serializable {}

  private final String prefix;
  private final List<List<Row>> files;
  private final TreeMap<Integer, Stretch> stretches = new TreeMap<>();

  private ParameterFiles(String prefix, List<List<Row>> files) {
    this.prefix = prefix;
    this.files = files;
    for (int file = 0; file < files.size(); file++) {
      for (Range range : ranges(file)) {
        stretches.put(range.start(), new Stretch(file, range));
      }
    }
  }

  /** The cut of what every version that is published has of its own. */
  public static ParameterFiles of(Layout layout) {
    return of(layout, ROW_VALUES, FILE_VALUES);
  }

  /**
   * Another cut.
   *
   * @param row most values of a row
   * @param most values of a file; a row alone may have more
   */
  public static ParameterFiles of(Layout layout, int row, int most) {
    return of(layout, role -> role != Role.FROZEN, "part-", row, most);
  }

  /** The cut of the frozen tensors, no file where there are none. */
  public static ParameterFiles frozen(Layout layout) {
    return of(layout, role -> role == Role.FROZEN, FROZEN, ROW_VALUES, FILE_VALUES);
  }

  private static ParameterFiles of(
      Layout layout, Predicate<Role> roles, String prefix, int row, int most) {
    List<List<Row>> files = new ArrayList<>();
    long inFile = 0;
    for (int i = 0; i < layout.tensors().size(); i++) {
      TensorSpec tensor = layout.tensors().get(i);
      long end = roles.test(tensor.role()) ? tensor.size() : 0;
      for (long next = 0; next < end; next += row) {
        int offset = (int) next;
        int count = Math.min(row, tensor.size() - offset);
        if (files.isEmpty() || (inFile > 0 && inFile + count > most)) {
          files.add(new ArrayList<>());
          inFile = 0;
        }
        files
            .get(files.size() - 1)
            .add(new Row(tensor.name(), offset, layout.start(i) + offset, count));
        inFile += count;
      }
    }
    return new ParameterFiles(prefix, files);
  }

  /** Number of files. */
  public int count() {
    return files.size();
  }

  /** Name of a file: {@code part-<file>.parquet}, or {@code frozen-<file>.parquet}. */
  public String name(int file) {
    return FileNames.parquet(prefix + file);
  }

  List<Row> rows(int file) {
    return files.get(file);
  }

  /** The stretches of the value axis that a file holds: one of parameters, one of state at most. */
  List<Range> ranges(int file) {
    TreeMap<Integer, Integer> ends = new TreeMap<>();
    for (Row row : files.get(file)) {
      int end = row.start() + row.count();
      Map.Entry<Integer, Integer> before = ends.lowerEntry(row.start());
      boolean joins = before != null && before.getValue() == row.start();
      ends.put(joins ? before.getKey() : row.start(), end);
    }
    return ends.entrySet().stream().map(e -> new Range(e.getKey(), e.getValue())).toList();
  }

  /** Which files hold the positions [start, end) of the value axis, in axis order. */
  public List<Piece> pieces(int start, int end) {
    List<Piece> pieces = new ArrayList<>();
    for (int at = start; at < end; ) {
      Stretch stretch = stretches.floorEntry(at).getValue();
      Range common = stretch.range().within(at, end);
      pieces.add(new Piece(stretch.file(), common));
      at = common.end();
    }
    return pieces;
  }
}
