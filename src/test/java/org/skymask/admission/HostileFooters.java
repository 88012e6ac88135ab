package org.skymask.admission;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.parquet.format.AesGcmV1;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnCryptoMetaData;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.EncryptionAlgorithm;
import org.apache.parquet.format.EncryptionWithFooterKey;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.skymask.model.Reason;
import org.skymask.storage.ParquetParts;

/** Right pages under a footer with one lie. */
final class HostileFooters {
  private HostileFooters() {}

  static Hostile make(Shards shards, Random random) throws IOException {
    ParquetParts parts = ParquetParts.of(shards.any(random));
    return switch (random.nextInt(3)) {
      case 0 -> chunk(parts, random);
      case 1 -> sizes(parts, random);
      default -> file(parts, random);
    };
  }

  private static Hostile refused(
      String what, ParquetParts parts, Consumer<FileMetaData> lie, Reason first, Reason... more)
      throws IOException {
    return Hostile.refused(what, Upload.of(Hostile.CLIENT, parts.build(lie)), first, more);
  }

  private static ColumnChunk column(FileMetaData footer, int index) {
    List<ColumnChunk> all =
        footer.getRow_groups().stream().flatMap(group -> group.getColumns().stream()).toList();
    return all.get(Math.floorMod(index, all.size()));
  }

  private static ColumnMetaData meta(FileMetaData footer, int index) {
    return column(footer, index).getMeta_data();
  }

  private static Hostile sizes(ParquetParts parts, Random random) throws IOException {
    int at = random.nextInt(1 << 20);
    long huge = (1L << 33) + random.nextLong(1L << 61);
    int little = 1 + random.nextInt(3);
    int sign = random.nextBoolean() ? 1 : -1;
    return switch (random.nextInt(8)) {
      case 0 ->
          refused(
              "values",
              parts,
              f -> meta(f, at).setNum_values(meta(f, at).getNum_values() + (long) sign * little),
              Reason.UNREADABLE);
      case 1 ->
          refused(
              "huge values",
              parts,
              f -> meta(f, at).setNum_values(huge),
              Reason.TOO_LARGE,
              Reason.UNREADABLE);
      case 2 ->
          refused(
              "huge uncompressed",
              parts,
              f -> meta(f, at).setTotal_uncompressed_size(huge),
              Reason.TOO_LARGE);
      case 3 ->
          refused(
              "little uncompressed",
              parts,
              f -> meta(f, at).setTotal_uncompressed_size(0),
              Reason.UNREADABLE);
      case 4 ->
          refused(
              "compressed",
              parts,
              f ->
                  meta(f, at)
                      .setTotal_compressed_size(
                          meta(f, at).getTotal_compressed_size() + (long) sign * little),
              Reason.UNREADABLE);
      case 5 ->
          refused(
              "huge compressed",
              parts,
              f -> meta(f, at).setTotal_compressed_size(huge),
              Reason.UNREADABLE);
      case 6 ->
          refused(
              "negative",
              parts,
              f -> meta(f, at).setTotal_compressed_size(-little),
              Reason.UNREADABLE);
      default ->
          refused("place", parts, f -> misplace(meta(f, at), sign, random), Reason.UNREADABLE);
    };
  }

  /** Where the chunk does not begin: the right place may be drawn too. */
  private static void misplace(ColumnMetaData meta, int sign, Random random) {
    long right =
        meta.isSetDictionary_page_offset()
            ? meta.getDictionary_page_offset()
            : meta.getData_page_offset();
    meta.unsetDictionary_page_offset();
    do {
      meta.setData_page_offset(sign * random.nextLong(1L << (1 + random.nextInt(61))) - 1);
    } while (meta.getData_page_offset() == right);
  }

  private static Hostile chunk(ParquetParts parts, Random random) throws IOException {
    int at = random.nextInt(1 << 20);
    return switch (random.nextInt(7)) {
      case 0 ->
          refused(
              "codec",
              parts,
              f -> {
                CompressionCodec codec = meta(f, at).getCodec();
                boolean plain = codec == CompressionCodec.UNCOMPRESSED;
                meta(f, at).setCodec(plain ? CompressionCodec.ZSTD : CompressionCodec.LZO);
              },
              Reason.UNREADABLE);
      case 1 ->
          refused(
              "type",
              parts,
              f ->
                  meta(f, at)
                      .setType(meta(f, at).getType() == Type.FLOAT ? Type.DOUBLE : Type.FLOAT),
              Reason.UNREADABLE);
      case 2 ->
          refused(
              "path", parts, f -> meta(f, at).getPath_in_schema().set(0, "x"), Reason.UNREADABLE);
      case 3 ->
          refused(
              "another file",
              parts,
              f -> column(f, at).setFile_path("../client=honest/part-0.parquet"),
              Reason.UNREADABLE);
      case 4 ->
          refused(
              "encrypted column",
              parts,
              f ->
                  column(f, at)
                      .setCrypto_metadata(
                          ColumnCryptoMetaData.ENCRYPTION_WITH_FOOTER_KEY(
                              new EncryptionWithFooterKey())),
              Reason.UNREADABLE);
      case 5 ->
          refused(
              "columns swapped",
              parts,
              f -> Collections.swap(f.getRow_groups().get(0).getColumns(), 0, 1 + at % 2),
              Reason.UNREADABLE);
      default ->
          refused(
              "another's pages",
              parts,
              f -> {
                List<ColumnChunk> columns = f.getRow_groups().get(0).getColumns();
                columns.set(0, columns.get(1 + at % 2).deepCopy());
              },
              Reason.UNREADABLE);
    };
  }

  private static Hostile file(ParquetParts parts, Random random) throws IOException {
    long huge = (1L << 33) + random.nextLong(1L << 61);
    return switch (random.nextInt(9)) {
      case 0 -> refused("rows", parts, f -> f.setNum_rows(f.getNum_rows() + 1), Reason.UNREADABLE);
      case 1 -> refused("huge rows", parts, f -> group(f).setNum_rows(huge), Reason.TOO_LARGE);
      case 2 ->
          refused("negative rows", parts, f -> group(f).setNum_rows(-huge), Reason.UNREADABLE);
      case 3 ->
          refused(
              "group twice",
              parts,
              f -> {
                f.addToRow_groups(group(f).deepCopy());
                f.setNum_rows(f.getNum_rows() + group(f).getNum_rows());
              },
              Reason.UNREADABLE);
      case 4 ->
          refused(
              "no groups",
              parts,
              f -> {
                f.getRow_groups().clear();
                f.setNum_rows(0);
              },
              Reason.MISSING_VALUES);
      case 5 ->
          refused(
              "encrypted",
              parts,
              f -> f.setEncryption_algorithm(EncryptionAlgorithm.AES_GCM_V1(new AesGcmV1())),
              Reason.UNREADABLE);
      case 6 ->
          refused(
              "many groups",
              parts,
              f -> {
                RowGroup empty = group(f).deepCopy();
                empty.setNum_rows(0);
                empty.getColumns().clear();
                f.getRow_groups().addAll(Collections.nCopies(2000, empty));
              },
              Reason.TOO_LARGE);
      case 7 ->
          refused(
              "children",
              parts,
              f -> {
                SchemaElement root = f.getSchema().get(0);
                root.setNum_children(root.getNum_children() + random.nextInt(1 << 24) - 3);
              },
              Reason.UNREADABLE,
              Reason.BAD_SCHEMA);
      default ->
          refused(
              "name",
              parts,
              f -> f.getSchema().get(1 + random.nextInt(2)).setName("values"),
              Reason.UNREADABLE,
              Reason.BAD_SCHEMA);
    };
  }

  private static RowGroup group(FileMetaData footer) {
    return footer.getRow_groups().get(0);
  }
}
