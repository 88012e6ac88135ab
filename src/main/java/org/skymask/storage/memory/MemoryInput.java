package org.skymask.storage.memory;

import java.io.EOFException;
import java.io.IOException;
import org.apache.hadoop.fs.FSInputStream;

/** Reads a file in memory. */
final class MemoryInput extends FSInputStream {
  private final byte[] content;
  private int at;

  MemoryInput(byte[] content) {
    this.content = content;
  }

  @Override
  public void seek(long position) throws IOException {
    if (position < 0 || position > content.length) {
      throw new EOFException("position " + position + " of " + content.length + " bytes");
    }
    at = (int) position;
  }

  @Override
  public long getPos() {
    return at;
  }

  @Override
  public boolean seekToNewSource(long position) {
    return false;
  }

  @Override
  public int available() {
    return content.length - at;
  }

  @Override
  public int read() {
    return at < content.length ? content[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    int count = Math.min(length, content.length - at);
    if (count == 0) {
      return -1;
    }
    System.arraycopy(content, at, target, offset, count);
    at += count;
    return count;
  }
}
