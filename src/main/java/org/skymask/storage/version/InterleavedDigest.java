package org.skymask.storage.version;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigester;
import org.skymask.model.RefusedException;
import org.skymask.storage.shard.TensorAssembler;

/**
 * Computes the digest of a model whose values are in two lists of files, each in layout order: its
 * own and the frozen ones, which may alternate in the layout. One file of each list is in memory at
 * a time.
 */
final class InterleavedDigest {
  private final AttemptFiles files;
  private final ModelDigester digester;

  /** Consecutive values of a tensor. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(String tensor, long offset, float[] values) {}

  InterleavedDigest(AttemptFiles files, Layout layout) {
    this.files = files;
    this.digester = new ModelDigester(layout);
  }

  /** Empty where one of the lists is not in layout order, or values are missing or left over. */
  Optional<String> of(List<FileDigest> own, List<FileDigest> frozen) throws IOException {
    Source first = new Source(own);
    Source second = new Source(frozen);
    while (first.give() || second.give()) {
      // As long as one of them has what comes next.
    }
    boolean all = digester.isComplete() && first.next() == null && second.next() == null;
    return all ? Optional.of(digester.finish()) : Optional.empty();
  }

  /** The rows of a list of files. */
  private final class Source {
    private final Iterator<FileDigest> left;
    private final Queue<Row> rows = new ArrayDeque<>();

    Source(List<FileDigest> files) {
      this.left = files.iterator();
    }

    /** Gives the digester all rows that come next, and returns whether there were any. */
    boolean give() throws IOException {
      boolean given = false;
      for (Row row = next(); row != null && isNext(row); row = next()) {
        rows.remove();
        given = true;
      }
      return given;
    }

    private boolean isNext(Row row) {
      return digester.put(row.tensor(), row.offset(), row.values(), 0, row.values().length);
    }

    @Nullable Row next() throws IOException {
      while (rows.isEmpty() && left.hasNext()) {
        files.readRows(left.next(), this::add);
      }
      return rows.peek();
    }

    private void add(String tensor, long offset, float[] buffer, int from, int count)
        throws RefusedException {
      TensorAssembler.refuseNonFinite(tensor, offset, buffer, from, count);
      rows.add(new Row(tensor, offset, Arrays.copyOfRange(buffer, from, from + count)));
    }
  }
}
