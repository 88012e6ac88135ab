package org.skymask.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;
import org.skymask.storage.Storage;

class StableFooterTest {
  private byte[] file;

  @BeforeEach
  void aFile(@TempDir java.nio.file.Path empty) throws IOException {
    Layout layout = new Layout(List.of(1), 2, List.of(new TensorSpec("w", List.of(10), true)));
    Path directory = new Path(empty.toUri());
    FileSystem fs = Storage.of(directory, new Configuration(false));
    String name = ShardWriter.write(fs, directory, "p", layout, new float[10]).get(0).name();
    file = Storage.read(fs, new Path(directory, name));
  }

  private int footer() {
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
    return file.length - 8 - length;
  }

  private FileMetaData metadata() throws IOException {
    return Util.readFileMetaData(new ByteArrayInputStream(file, footer(), file.length));
  }

  @Test
  void filesHaveTheirEncodingsInOrder() throws IOException {
    for (ColumnChunk chunk : metadata().getRow_groups().get(0).getColumns()) {
      assertThat(chunk.getMeta_data().getEncodings()).hasSize(2).startsWith(Encoding.PLAIN);
    }
  }

  @Test
  void theOtherOrderBecomesTheSameBytes() throws IOException {
    FileMetaData metadata = metadata();
    for (RowGroup group : metadata.getRow_groups()) {
      for (ColumnChunk chunk : group.getColumns()) {
        List<Encoding> turned = new ArrayList<>(chunk.getMeta_data().getEncodings());
        Collections.reverse(turned);
        chunk.getMeta_data().setEncodings(turned);
      }
    }
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    other.write(file, 0, footer());
    Util.writeFileMetaData(metadata, other);
    other.write(file, file.length - 8, 8);
    assertThat(other.toByteArray()).hasSameSizeAs(file).isNotEqualTo(file);
    assertThat(StableFooter.ordered(other.toByteArray())).isEqualTo(file);
    assertThat(StableFooter.ordered(file)).isEqualTo(file);
  }

  @Test
  void whatIsNoFooterPasses() throws IOException {
    for (int length : new int[] {0, 7, 8, file.length - 1}) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThat(StableFooter.ordered(cut)).isEqualTo(cut);
    }
    byte[] tail = Arrays.copyOfRange(file, footer() + 1, file.length);
    assertThat(StableFooter.ordered(tail)).isEqualTo(tail);
  }
}
