package org.skymask.storage.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.skymask.model.Coded;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;
import org.xerial.snappy.Snappy;

/**
 * Compressions of pages. Each decompresses into exactly the bytes that the page header declares,
 * never further. (LZ4 is left out: its decoder on Spark 3.5's class path can be led outside its
 * buffers.)
 */
public enum Codec implements Coded {
  UNCOMPRESSED(0) {
    @Override
    int decompress(Slice source, byte[] target, int length) {
      if (source.length() != length) {
        return -1;
      }
      System.arraycopy(source.array(), source.from(), target, 0, length);
      return length;
    }
  },
  SNAPPY(1) {
    @Override
    int decompress(Slice source, byte[] target, int length) throws IOException {
      // The native code trusts the length inside the stream: compare before it writes.
      if (Snappy.uncompressedLength(source.array(), source.from(), source.length()) != length) {
        return -1;
      }
      return Snappy.uncompress(source.array(), source.from(), source.length(), target, 0);
    }
  },
  GZIP(2) {
    @Override
    int decompress(Slice source, byte[] target, int length) throws IOException {
      try (GZIPInputStream in =
          new GZIPInputStream(
              new ByteArrayInputStream(source.array(), source.from(), source.length()))) {
        int read = in.readNBytes(target, 0, length);
        return in.read() < 0 ? read : -1;
      }
    }
  },
  ZSTD(6) {
    @Override
    int decompress(Slice source, byte[] target, int length) {
      long written =
          Zstd.decompressByteArray(
              target, 0, length, source.array(), source.from(), source.length());
      return Zstd.isError(written) ? -1 : (int) written;
    }
  };

  private final int id;

  Codec(int id) {
    this.id = id;
  }

  /** The codec with this number in parquet.thrift. */
  static Codec of(long id) throws RefusedException {
    for (Codec codec : values()) {
      if (codec.id == id) {
        return codec;
      }
    }
    throw new RefusedException(
        Reason.UNREADABLE,
        "compression number " + id + " is not supported; write with zstd, snappy, gzip or none");
  }

  /** Returns the number of bytes written, or −1 where the source does not hold {@code length}. */
  abstract int decompress(Slice source, byte[] target, int length) throws IOException;

  /** The decompressed page, in {@code scratch}, which holds {@code length} bytes at least. */
  Slice decompress(Slice source, int length, byte[] scratch) throws RefusedException {
    if (length == 0) {
      return new Slice(scratch, 0, 0);
    }
    try {
      if (decompress(source, scratch, length) == length) {
        return new Slice(scratch, 0, length);
      }
    } catch (IOException | RuntimeException e) {
      throw damaged(length);
    }
    throw damaged(length);
  }

  private RefusedException damaged(int length) {
    return new RefusedException(
        Reason.UNREADABLE,
        "damaged Parquet file: a page does not decompress ("
            + code()
            + ") to "
            + length
            + " bytes");
  }
}
