package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.model.Reason;
import org.skymask.storage.ParquetParts;
import org.skymask.storage.ParquetParts.Part;
import org.skymask.storage.RawShard;
import org.skymask.storage.RawShard.Body;
import org.skymask.storage.TestShards;
import org.skymask.storage.TestShards.Row;
import org.skymask.storage.TestShards.Style;

/** Small files that unfold into large ones: refused before memory is taken for them. */
class BombTest {
  /** Index of the values column. */
  private static final int VALUES = 2;

  private static final int SIZE = 700 << 20;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path round;

  /** One row, no dictionary, not compressed: a chunk is one page. */
  private static ParquetParts parts() throws IOException {
    Row row = new Row("a.weight", 0, Arrays.copyOf(Upload.values(4), 48));
    return ParquetParts.of(TestShards.write(Style.PLAIN, List.of(row)));
  }

  private void refused(byte[] shard, Reason reason, String detail) throws IOException {
    Path directory = Upload.of("site-a", shard).write(round, "site-a");
    UploadAdmission admission = Upload.admission();
    FileSystem fs = Local.raw();
    org.apache.hadoop.fs.Path path = Local.path(directory);
    admission.admit(fs, path); // classes are loaded
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Admission verdict = admission.admit(fs, path);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    UploadAdmissionTest.assertRefused(verdict, reason, detail);
    assertThat(allocated).isLessThan(2 * shard.length + (4 << 20));
  }

  private static byte[] zeros() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    try (ZstdOutputStream out = new ZstdOutputStream(packed)) {
      for (int i = 0; i < SIZE / zeros.length; i++) {
        out.write(zeros);
      }
    }
    return packed.toByteArray();
  }

  private static ParquetParts bomb(int declared) throws IOException {
    ParquetParts parts = parts();
    Part page = parts.pages().get(VALUES).get(0);
    byte[] packed = zeros();
    assertThat(packed.length).isLessThan(70_000);
    page.header().setCompressed_page_size(packed.length);
    page.header().setUncompressed_page_size(declared);
    parts.pages().get(VALUES).set(0, new Part(page.header(), packed));
    parts.chunks().get(VALUES).getMeta_data().setCodec(CompressionCodec.ZSTD);
    return parts;
  }

  @Test
  void aFileThatDeclares700MegabytesIsTooLarge() throws IOException {
    refused(bomb(SIZE).build(), Reason.TOO_LARGE, "decompressed bytes");
  }

  @Test
  void aPageThatDeclares700MegabytesUnderAnInnocentFooterIsTooLarge() throws IOException {
    byte[] file =
        bomb(SIZE)
            .build(
                footer ->
                    footer
                        .getRow_groups()
                        .get(0)
                        .getColumns()
                        .get(VALUES)
                        .getMeta_data()
                        .setTotal_uncompressed_size(1000));
    refused(file, Reason.TOO_LARGE, "a page of column values");
  }

  @Test
  void aPageThatHidesItsSizeIsUnreadable() throws IOException {
    refused(bomb(1000).build(), Reason.UNREADABLE, "does not decompress");
  }

  @Test
  void aSnappyPageThatHidesItsSizeIsUnreadable() throws IOException {
    ParquetParts parts = parts();
    Part page = parts.pages().get(VALUES).get(0);
    byte[] packed = org.xerial.snappy.Snappy.compress(new byte[16 << 20]);
    page.header().setCompressed_page_size(packed.length);
    parts.pages().get(VALUES).set(0, new Part(page.header(), packed));
    parts.chunks().get(VALUES).getMeta_data().setCodec(CompressionCodec.SNAPPY);
    refused(parts.build(), Reason.UNREADABLE, "does not decompress");
  }

  @Test
  void highRatiosAreRefusedWhereTheModelDoesNotExplainThem() throws IOException {
    byte[] packed = Zstd.compress(new byte[8 << 20]);
    ParquetParts parts = bomb(8 << 20);
    Part page = parts.pages().get(VALUES).get(0);
    page.header().setCompressed_page_size(packed.length);
    parts.pages().get(VALUES).set(0, new Part(page.header(), packed));
    refused(parts.build(), Reason.TOO_LARGE, "at most 1000 to one");
  }

  /** A dictionary of one number, which a run of ten bytes uses a thousand million times. */
  @Test
  void aThousandMillionElementsInAFewBytesAreTooLarge() throws IOException {
    int elements = 1_000_000_000;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] first = run(1, 0);
    byte[] rest = run(elements - 1, 1);
    byte[] defined = run(elements, 2);
    body.writeBytes(int32(first.length + rest.length));
    body.writeBytes(first);
    body.writeBytes(rest);
    body.writeBytes(int32(defined.length));
    body.writeBytes(defined);
    body.write(1); // indices of one bit
    body.writeBytes(run(elements, 0));
    ParquetParts parts = dictionaryOfOne();
    Part page = parts.pages().get(VALUES).get(1);
    page.header().setCompressed_page_size(body.size());
    page.header().setUncompressed_page_size(body.size());
    page.header().getData_page_header().setNum_values(elements);
    parts.pages().get(VALUES).set(1, new Part(page.header(), body.toByteArray()));

    long listed = parts.chunks().get(VALUES).getMeta_data().getNum_values();
    parts.chunks().get(VALUES).getMeta_data().setNum_values(elements);
    refused(parts.build(), Reason.TOO_LARGE, "1000000000 values");
    parts.chunks().get(VALUES).getMeta_data().setNum_values(listed);
    refused(parts.build(), Reason.TOO_LARGE, "1000000000 values");
  }

  private static ParquetParts dictionaryOfOne() throws IOException {
    Style style =
        new Style(
            TestShards.FLOATS,
            org.apache.parquet.hadoop.metadata.CompressionCodecName.UNCOMPRESSED,
            org.apache.parquet.column.ParquetProperties.WriterVersion.PARQUET_1_0,
            true,
            20_000,
            1 << 20);
    Row row = new Row("a.weight", 0, new float[48]);
    ParquetParts parts = ParquetParts.of(TestShards.write(style, List.of(row)));
    assertThat(parts.pages().get(VALUES)).hasSize(2);
    return parts;
  }

  private static byte[] run(int count, int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long head = (long) count << 1; ; head >>>= 7) {
      if (head < 0x80) {
        out.write((int) head);
        break;
      }
      out.write((int) ((head & 0x7f) | 0x80));
    }
    out.write(value);
    return out.toByteArray();
  }

  private static byte[] int32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  @Test
  void rowsWithoutEndAreTooLarge() throws IOException {
    byte[] file =
        parts()
            .build(
                footer -> {
                  footer.setNum_rows(1_000_000_000);
                  footer.getRow_groups().get(0).setNum_rows(1_000_000_000);
                });
    refused(file, Reason.TOO_LARGE, "1000000000 rows");
  }

  @Test
  void aFooterOf100MegabytesIsTooLarge() throws IOException {
    byte[] file = new byte[1 << 16];
    put(file, 0, "PAR1");
    put(file, file.length - 4, "PAR1");
    System.arraycopy(int32(100 << 20), 0, file, file.length - 8, 4);
    refused(file, Reason.TOO_LARGE, "the footer declares 104857600 bytes");
  }

  @Test
  void aRealFooterOf100MegabytesIsTooLargeUnread() throws IOException {
    Upload upload = Upload.of("site-a", new byte[0]);
    upload.file(0).put("bytes", 100 << 20);
    Path directory = upload.write(round, "site-a");
    Files.write(directory.resolve("part-0.parquet"), new byte[100 << 20]);
    UploadAdmissionTest.assertRefused(
        Upload.admission().admit(Local.raw(), Local.path(directory)),
        Reason.TOO_LARGE,
        "that an upload may have");
  }

  /** Thrift's own reader would make a list of 2^31 elements. */
  @Test
  void aFooterThatListsWithoutEndIsUnreadable() throws IOException {
    byte[] footer = {0x15, 2, 0x19, (byte) 0xfc, -1, -1, -1, -1, 7, 0, 0, 0, 0, 0, 0, 0};
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(footer);
    file.writeBytes(int32(footer.length));
    file.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    refused(file.toByteArray(), Reason.UNREADABLE, "elements declared where");
  }

  private static final RightColumns RIGHT = new RightColumns(Upload.LAYOUT, Upload.values(4));

  /** 200 rows that each share the whole of the row before; the first has a million bytes. */
  private static byte[] shared(SchemaElement column) {
    int rows = 200;
    byte[] body =
        RawShard.join(
            RawShard.deltas(0, rows - 1, 1_000_000),
            RawShard.deltas(1_000_000, rows - 1, 0),
            new byte[1_000_000]);
    Body page = Body.data(Encoding.DELTA_BYTE_ARRAY, rows, body);
    Body offsets = Body.data(Encoding.PLAIN, rows, new byte[8 * rows]);
    boolean names = column.getName().equals("tensor");
    Body others =
        Body.data(
            Encoding.PLAIN,
            rows,
            names
                ? new byte[4 * rows]
                : RawShard.strings(Collections.nCopies(rows, "a.weight").toArray(String[]::new)));
    return new RawShard(rows)
        .column(column, page)
        .column(RightColumns.offset(), offsets)
        .column(names ? RightColumns.binary() : RightColumns.tensor(), others)
        .build();
  }

  @Test
  void rowsThatShareAMillionBytesAreNotUnfolded() throws IOException {
    byte[] names = shared(RightColumns.tensor());
    assertThat(names.length).isLessThan(1000);
    refused(names, Reason.TOO_LARGE, "a text of 1000000 bytes");
    refused(shared(RightColumns.binary()), Reason.OUT_OF_RANGE, "a.weight");
  }

  @Test
  void pathsAreNotPutTogether() throws IOException {
    int leaves = 4000;
    List<SchemaElement> tree = new ArrayList<>();
    tree.add(
        new SchemaElement("x".repeat(1 << 20))
            .setRepetition_type(FieldRepetitionType.OPTIONAL)
            .setNum_children(leaves));
    for (int i = 0; i < leaves; i++) {
      tree.add(RawShard.leaf("b", Type.INT32, FieldRepetitionType.OPTIONAL));
    }
    Body page = Body.data(Encoding.PLAIN, RIGHT.rows(), new byte[3]);
    RawShard shard = RIGHT.right().column(tree, List.of("x", "b"), Type.INT32, page);
    refused(shard.build(), Reason.UNREADABLE, "a row group does not match the schema");
    tree.get(0).setName("tensor").setNum_children(leaves - 1);
    SchemaElement deep = new SchemaElement("y".repeat(1 << 20)).setNum_children(1);
    tree.set(1, deep.setRepetition_type(FieldRepetitionType.OPTIONAL));
    RawShard named = RIGHT.withValues(RIGHT.withOffset(new RawShard(RIGHT.rows())));
    refused(
        named.column(tree, List.of("x"), Type.INT32, page).build(),
        Reason.BAD_SCHEMA,
        "column tensor is a group");
  }

  @Test
  void aManifestOfTinyNodesIsTooLarge() throws IOException {
    Upload upload = Upload.of("site-a", RIGHT.right().build());
    String nodes = "[" + "[],".repeat(200_000) + "[]]";
    String json = new String(upload.manifestBytes(), StandardCharsets.UTF_8);
    byte[] manifest =
        ("{\"x\": " + nodes + ", " + json.substring(1)).getBytes(StandardCharsets.UTF_8);
    Path directory = upload.write(round, "site-a", "_manifest.json", manifest);
    AdmissionPolicy policy =
        Upload.policy(AdmissionLimitsTest.manifests(manifest.length), TrustedKeys.none());
    UploadAdmissionTest.assertRefused(
        new UploadAdmission(policy, new float[Upload.LAYOUT.valueCount()])
            .admit(Local.raw(), Local.path(directory)),
        Reason.TOO_LARGE,
        "_manifest.json needs");
  }

  private static void put(byte[] file, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, file, at, bytes.length);
  }
}
