package org.skymask.storage.shard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Puts the encodings in the footer of a Parquet file into a fixed order. Parquet-hadoop keeps them
 * in a hash set of enum constants, whose order differs between JVMs, so the same values would give
 * other bytes.
 */
public final class StableFooter implements OutputFile {
  /** Held back from the end of the file; footers have a few KB. */
  private static final int KEPT = 1 << 20;

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TRAILER = Integer.BYTES + MAGIC.length;

  private final OutputFile file;

  public StableFooter(OutputFile file) {
    this.file = file;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return new Stream(file.create(blockSizeHint));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return new Stream(file.createOrOverwrite(blockSizeHint));
  }

  @Override
  public boolean supportsBlockSize() {
    return file.supportsBlockSize();
  }

  @Override
  public long defaultBlockSize() {
    return file.defaultBlockSize();
  }

  /**
   * The end of a file with its footer in order; as it is where no footer is found.
   *
   * @param tail the last bytes of the file
   */
  static byte[] ordered(byte[] tail) throws IOException {
    int end = tail.length - TRAILER;
    if (end < 0 || !Arrays.equals(tail, tail.length - MAGIC.length, tail.length, MAGIC, 0, 4)) {
      return tail;
    }
    int length = ByteBuffer.wrap(tail, end, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length < 0 || length > end) {
      return tail;
    }
    FileMetaData footer =
        Util.readFileMetaData(new ByteArrayInputStream(tail, end - length, length));
    for (RowGroup group : footer.getRow_groups()) {
      for (ColumnChunk chunk : group.getColumns()) {
        List<Encoding> encodings = chunk.getMeta_data().getEncodings();
        chunk.getMeta_data().setEncodings(encodings.stream().sorted().toList());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(tail.length);
    out.write(tail, 0, end - length);
    Util.writeFileMetaData(footer, out);
    int written = out.size() - (end - length);
    out.write(
        ByteBuffer.allocate(TRAILER)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(written)
            .put(MAGIC)
            .array());
    return out.toByteArray();
  }

  private static final class Stream extends PositionOutputStream {
    private final PositionOutputStream out;
    private final byte[] held = new byte[2 * KEPT];
    private int count;
    private long position;
    private boolean closed;

    Stream(PositionOutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      for (int done = 0; done < len; ) {
        if (count == held.length) {
          out.write(held, 0, KEPT);
          System.arraycopy(held, KEPT, held, 0, KEPT);
          count = KEPT;
        }
        int piece = Math.min(len - done, held.length - count);
        System.arraycopy(b, off + done, held, count, piece);
        count += piece;
        done += piece;
      }
      position += len;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try (out) {
        out.write(ordered(Arrays.copyOf(held, count)));
      }
    }
  }
}
