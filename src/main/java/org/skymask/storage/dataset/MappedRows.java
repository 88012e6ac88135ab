package org.skymask.storage.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one length in a temporary file ({@code java.io.tmpdir}) that is mapped into memory, a
 * part of at most 1 GiB at a time. The file is removed as soon as it is open; its space is free
 * again when the mapping is collected.
 */
final class MappedRows {
  private static final int PART = 1 << 30;
  private static final int BUFFER = 1 << 20;

  private final List<ByteBuffer> parts;
  private final int rowBytes;
  private final int each;
  private final int count;

  private MappedRows(List<ByteBuffer> parts, int rowBytes, int each, int count) {
    this.parts = parts;
    this.rowBytes = rowBytes;
    this.each = each;
    this.count = count;
  }

  int count() {
    return count;
  }

  int rowBytes() {
    return rowBytes;
  }

  /** A row, little-endian, for reading. */
  ByteBuffer row(int index) {
    int at = index % each * rowBytes;
    return parts
        .get(index / each)
        .duplicate()
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(at)
        .limit(at + rowBytes);
  }

  /** Writes the file. */
  static final class Writer implements AutoCloseable {
    private final FileChannel channel;
    private final int rowBytes;
    private final ByteBuffer buffer;
    private int count;

    Writer(int rowBytes) throws IOException {
      Path file = Files.createTempFile("skymask-examples-", ".bin");
      this.channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      this.rowBytes = rowBytes;
      this.buffer =
          ByteBuffer.allocate(Math.max(rowBytes, BUFFER / rowBytes * rowBytes))
              .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the next row is to be put, all of it. */
    ByteBuffer next() throws IOException {
      if (buffer.remaining() < rowBytes) {
        flush();
      }
      count = Math.addExact(count, 1);
      return buffer;
    }

    private void flush() throws IOException {
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      buffer.clear();
    }

    MappedRows finish() throws IOException {
      flush();
      int each = Math.max(1, PART / rowBytes);
      List<ByteBuffer> parts = new ArrayList<>();
      for (int from = 0; from < count; from += each) {
        long rows = Math.min(each, count - from);
        parts.add(
            channel.map(FileChannel.MapMode.READ_ONLY, (long) from * rowBytes, rows * rowBytes));
      }
      return new MappedRows(List.copyOf(parts), rowBytes, each, count);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
