package org.skymask.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;

/**
 * A file that is written in one operation when it is synced or closed, as a client of a distributed
 * file system buffers it. The operations are write, hsync and close.
 */
final class FaultyOutput extends OutputStream implements Syncable, StreamCapabilities {
  private final FSDataOutputStream real;
  private final String path;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private boolean closed;

  private FaultyOutput(FSDataOutputStream real, String path) {
    this.real = real;
    this.path = path;
  }

  static FSDataOutputStream of(FSDataOutputStream real, String path) throws IOException {
    return new FSDataOutputStream(new FaultyOutput(real, path), null, real.getPos());
  }

  @Override
  public void write(int b) {
    buffer.write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    buffer.write(bytes, from, count);
  }

  private void pass() throws IOException {
    if (buffer.size() == 0) {
      return;
    }
    byte[] bytes = buffer.toByteArray();
    buffer.reset();
    int[] passed = {0};
    Faults.at(
        "write",
        path,
        () -> {
          real.write(bytes, passed[0], bytes.length - passed[0]);
          return bytes;
        },
        () -> {
          passed[0] = bytes.length / 2;
          real.write(bytes, 0, passed[0]);
          real.hflush();
        });
  }

  @Override
  public void hflush() throws IOException {
    pass();
    real.hflush();
  }

  @Override
  public void hsync() throws IOException {
    pass();
    Faults.run("hsync", path, real::hsync);
  }

  @Override
  public boolean hasCapability(String capability) {
    return real.hasCapability(capability);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      pass();
      Faults.run("close", path, real::close);
    } finally {
      real.close();
    }
  }
}
