package org.skymask.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** A file in memory, for Parquet's own writer and reader. */
public final class MemoryFile implements OutputFile, InputFile {
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  public MemoryFile() {}

  public MemoryFile(byte[] bytes) {
    content.writeBytes(bytes);
  }

  public byte[] bytes() {
    return content.toByteArray();
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new DelegatingPositionOutputStream(content) {
      @Override
      public long getPos() {
        return content.size();
      }
    };
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    content.reset();
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public long getLength() {
    return content.size();
  }

  @Override
  public SeekableInputStream newStream() {
    Seekable bytes = new Seekable(content.toByteArray());
    return new DelegatingSeekableInputStream(bytes) {
      @Override
      public long getPos() {
        return bytes.at();
      }

      @Override
      public void seek(long to) throws IOException {
        bytes.seek(to);
      }
    };
  }

  private static final class Seekable extends ByteArrayInputStream {
    Seekable(byte[] bytes) {
      super(bytes);
    }

    int at() {
      return pos;
    }

    void seek(long to) throws IOException {
      if (to < 0 || to > count) {
        throw new IOException("seek to " + to + " of " + count);
      }
      pos = (int) to;
    }
  }
}
