package org.skymask.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.skymask.storage.TestShards;
import org.skymask.storage.TestShards.Row;
import org.skymask.storage.TestShards.Style;

/** A choice of right shards of one model, in all styles of writing. */
final class Shards {
  private static final List<CompressionCodecName> CODECS =
      List.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.ZSTD,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.GZIP);

  final float[] values = Upload.values(11);
  private final List<byte[]> written = new ArrayList<>();

  Shards() {
    values[0] = Float.MIN_VALUE;
    values[1] = values[2];
    Random random = new Random(12);
    for (int i = 0; i < 64; i++) {
      written.add(TestShards.write(style(random), rows(random)));
    }
  }

  byte[] any(Random random) {
    return written.get(random.nextInt(written.size()));
  }

  List<Row> rows(Random random) {
    return new ArrayList<>(TestShards.rows(Upload.LAYOUT, values, 1 + random.nextInt(30)));
  }

  static Style style(Random random) {
    return new Style(
        TestShards.FLOATS,
        CODECS.get(random.nextInt(CODECS.size())),
        random.nextBoolean() ? WriterVersion.PARQUET_1_0 : WriterVersion.PARQUET_2_0,
        random.nextBoolean(),
        1 + random.nextInt(12),
        1 + random.nextInt(2000));
  }
}
