package org.skymask.storage;

import java.io.IOException;
import java.security.DigestOutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.skymask.model.FileDigest;
import org.skymask.model.ModelDigest;

/** A file for a Parquet writer that knows the SHA-256 of what was written to it. */
public final class HashingOutputFile implements OutputFile {
  private final FileSystem fs;
  private final Path directory;
  private final String name;
  private final boolean durable;
  private FileDigest written = new FileDigest("", 0, "");

  /** A file that has reached the disk once it is closed. */
  public HashingOutputFile(FileSystem fs, Path directory, String name) {
    this(fs, directory, name, true);
  }

  private HashingOutputFile(FileSystem fs, Path directory, String name, boolean durable) {
    this.fs = fs;
    this.directory = directory;
    this.name = name;
    this.durable = durable;
  }

  /** A file that nobody needs after a power cut. */
  public static HashingOutputFile fleeting(FileSystem fs, Path directory, String name) {
    return new HashingOutputFile(fs, directory, name, false);
  }

  /** Name, length and digest; complete once the writer has closed its stream. */
  public FileDigest written() {
    return written;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return open(false);
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return open(true);
  }

  private Stream open(boolean over) throws IOException {
    Path path = new Path(directory, name);
    return new Stream(path, fs.create(path, over));
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  private final class Stream extends PositionOutputStream {
    private final Path path;
    private final FSDataOutputStream file;
    private final DigestOutputStream out;
    private boolean closed;

    Stream(Path path, FSDataOutputStream file) {
      this.path = path;
      this.file = file;
      this.out = Storage.digesting(file);
    }

    @Override
    public long getPos() {
      return file.getPos();
    }

    @Override
    public void write(int b) throws IOException {
      try {
        out.write(b);
      } catch (IOException | FSError e) {
        throw Storage.named(path, e);
      }
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      try {
        out.write(b, off, len);
      } catch (IOException | FSError e) {
        throw Storage.named(path, e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException | FSError e) {
        throw Storage.named(path, e);
      }
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try {
        long bytes;
        try (DigestOutputStream closing = out) {
          closing.flush();
          if (durable) {
            Storage.sync(file);
          }
          bytes = file.getPos();
        }
        String hex = ModelDigest.hex(out.getMessageDigest());
        written = new FileDigest(name, bytes, hex);
      } catch (IOException | FSError e) {
        throw Storage.named(path, e);
      }
    }
  }
}
