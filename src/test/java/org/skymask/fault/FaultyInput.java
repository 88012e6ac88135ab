package org.skymask.fault;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;

/** A file that is read; the first read is an operation. */
final class FaultyInput extends InputStream implements Seekable, PositionedReadable {
  private final FSDataInputStream real;
  private final String path;
  private boolean begun;

  private FaultyInput(FSDataInputStream real, String path) {
    this.real = real;
    this.path = path;
  }

  static FSDataInputStream of(FSDataInputStream real, String path) {
    return new FSDataInputStream(new FaultyInput(real, path));
  }

  private <T> T reading(Faults.Operation<T> read) throws IOException {
    if (begun) {
      return read.run();
    }
    begun = true;
    return Faults.at("read", path, read);
  }

  @Override
  public int read() throws IOException {
    return reading(real::read);
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    return reading(() -> real.read(bytes, from, count));
  }

  @Override
  public int read(long position, byte[] bytes, int from, int count) throws IOException {
    return reading(() -> real.read(position, bytes, from, count));
  }

  @Override
  public void readFully(long position, byte[] bytes, int from, int count) throws IOException {
    reading(
        () -> {
          real.readFully(position, bytes, from, count);
          return count;
        });
  }

  @Override
  public void readFully(long position, byte[] bytes) throws IOException {
    readFully(position, bytes, 0, bytes.length);
  }

  @Override
  public void seek(long position) throws IOException {
    real.seek(position);
  }

  @Override
  public long getPos() throws IOException {
    return real.getPos();
  }

  @Override
  public boolean seekToNewSource(long position) throws IOException {
    return real.seekToNewSource(position);
  }

  @Override
  public void close() throws IOException {
    real.close();
  }
}
