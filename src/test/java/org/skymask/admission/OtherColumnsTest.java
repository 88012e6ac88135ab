package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skymask.admission.Admission.Admitted;
import org.skymask.model.Reason;
import org.skymask.storage.RawShard;
import org.skymask.storage.RawShard.Body;

/** Columns beyond the three are ignored, and the three may be encoded as Parquet allows. */
class OtherColumnsTest {
  private static final float[] VALUES = Upload.values(6);
  private static final RightColumns RIGHT = new RightColumns(Upload.LAYOUT, VALUES);
  private static final FieldRepetitionType OPTIONAL = FieldRepetitionType.OPTIONAL;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path round;

  private Admission admit(byte[] shard) throws IOException {
    Path directory = Upload.of("site-a", shard).write(round, "site-a");
    return Upload.admission().admit(Local.raw(), Local.path(directory));
  }

  private void admitted(RawShard shard) throws IOException {
    Admission admission = admit(shard.build());
    assertThat(admission).isInstanceOf(Admitted.class);
    assertThat(((Admitted) admission).delta()).containsExactly(VALUES);
  }

  private static RawShard with(SchemaElement extra) {
    Body page = Body.data(Encoding.PLAIN, RIGHT.rows(), new byte[3]);
    RawShard shard = new RawShard(RIGHT.rows()).column(extra, page);
    return RIGHT.withValues(RIGHT.withOffset(RIGHT.withTensor(shard)));
  }

  @ParameterizedTest
  @EnumSource(CompressionCodec.class)
  void theirCodecsAreNotLookedAt(CompressionCodec codec) throws IOException {
    RawShard shard = RIGHT.right();
    shard.column(
        RawShard.leaf("more", Type.INT32, OPTIONAL),
        Body.data(Encoding.PLAIN, RIGHT.rows(), new byte[9]));
    shard.meta().setCodec(codec);
    admitted(shard);
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void theirTypesAreNotLookedAt(Type type) throws IOException {
    SchemaElement extra = RawShard.leaf("more", type, OPTIONAL).setType_length(7);
    admitted(with(extra));
    admitted(with(extra.deepCopy().setConverted_type(ConvertedType.INTERVAL)));
  }

  @Test
  void theirNamesMayBeAnything() throws IOException {
    SchemaElement extra = RawShard.leaf("more", Type.DOUBLE, OPTIONAL);
    Body page = Body.data(Encoding.PLAIN, RIGHT.rows(), new byte[3]);
    admitted(with(extra).column(extra, page).column(extra, page));
    admitted(with(RawShard.leaf("", Type.BOOLEAN, OPTIONAL)));
    admitted(with(RawShard.leaf("x".repeat(1 << 20), Type.BOOLEAN, OPTIONAL)));
  }

  @Test
  void theirSizesAndPlacesAreNotLookedAt() throws IOException {
    RawShard shard = RIGHT.right();
    shard.column(
        RawShard.leaf("more", Type.INT32, OPTIONAL),
        Body.data(Encoding.BIT_PACKED, RIGHT.rows(), new byte[9]));
    shard.meta().setNum_values(1L << 60).setTotal_uncompressed_size(1L << 60);
    shard.meta().setData_page_offset(1L << 60).setTotal_compressed_size(1L << 60);
    admitted(shard);
  }

  @Test
  void theyMayNestAsDeepAsTheyLike() throws IOException {
    List<SchemaElement> tree = new ArrayList<>();
    List<String> path = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      tree.add(new SchemaElement("g").setNum_children(1).setRepetition_type(OPTIONAL));
      path.add("g");
    }
    tree.add(RawShard.leaf("leaf", Type.INT32, OPTIONAL));
    path.add("leaf");
    Body page = Body.data(Encoding.PLAIN, RIGHT.rows(), new byte[3]);
    admitted(RIGHT.right().column(tree, path, Type.INT32, page));
  }

  @Test
  void aWantedColumnStandsOnce() throws IOException {
    Body page = Body.data(Encoding.PLAIN, RIGHT.rows(), new byte[3]);
    UploadAdmissionTest.assertRefused(
        admit(RIGHT.right().column(RawShard.leaf("offset", Type.INT64, OPTIONAL), page).build()),
        Reason.BAD_SCHEMA,
        "the column offset stands twice");
  }

  @Test
  void offsetsMayBeSplitIntoStreams() throws IOException {
    byte[] offsets = RawShard.longs(0, 24, 0, 0, 0);
    byte[] names = RawShard.strings("a.weight", "a.weight", "a.mean", "a.bias", "b.weight");
    List<byte[]> packed = new ArrayList<>();
    int[][] ranges = {{0, 24}, {24, 48}, {80, 88}, {48, 56}, {56, 80}};
    for (int[] range : ranges) {
      packed.add(RawShard.int32(4 * (range[1] - range[0])));
      packed.add(RawShard.floats(Arrays.copyOfRange(VALUES, range[0], range[1])));
    }
    RawShard shard =
        new RawShard(5)
            .column(RightColumns.tensor(), Body.data(Encoding.PLAIN, 5, names))
            .column(
                RightColumns.offset(),
                Body.data(Encoding.BYTE_STREAM_SPLIT, 5, RawShard.split(offsets, 8)))
            .column(
                RightColumns.binary(),
                Body.data(Encoding.PLAIN, 5, RawShard.join(packed.toArray(byte[][]::new))));
    admitted(shard);
  }
}
