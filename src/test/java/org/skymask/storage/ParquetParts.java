package org.skymask.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/** A Parquet file taken apart into its metadata and pages, to be put together with a lie. */
public final class ParquetParts {
  /** A page with its header. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Part(PageHeader header, byte[] body) {}

  private final FileMetaData meta;
  private final List<List<Part>> pages = new ArrayList<>();

  private ParquetParts(FileMetaData meta) {
    this.meta = meta;
  }

  public static ParquetParts of(byte[] file) throws IOException {
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
    FileMetaData meta =
        Util.readFileMetaData(new ByteArrayInputStream(file, file.length - 8 - length, length));
    ParquetParts parts = new ParquetParts(meta);
    for (ColumnChunk chunk : parts.chunks()) {
      parts.pages.add(pages(file, chunk.getMeta_data()));
    }
    return parts;
  }

  private static List<Part> pages(byte[] file, ColumnMetaData chunk) throws IOException {
    long start =
        chunk.isSetDictionary_page_offset() && chunk.getDictionary_page_offset() > 0
            ? chunk.getDictionary_page_offset()
            : chunk.getData_page_offset();
    int at = (int) start;
    List<Part> pages = new ArrayList<>();
    while (at < start + chunk.getTotal_compressed_size()) {
      ByteArrayInputStream in = new ByteArrayInputStream(file, at, file.length - at);
      PageHeader header = Util.readPageHeader(in);
      int body = file.length - in.available();
      at = body + header.getCompressed_page_size();
      pages.add(new Part(header, Arrays.copyOfRange(file, body, at)));
    }
    return pages;
  }

  /** All column chunks, row group by row group. */
  public List<ColumnChunk> chunks() {
    return meta.getRow_groups().stream().flatMap(group -> group.getColumns().stream()).toList();
  }

  public FileMetaData meta() {
    return meta;
  }

  /** The pages of each chunk of {@link #chunks()}. */
  public List<List<Part>> pages() {
    return pages;
  }

  /** The file, its metadata fitting its pages. */
  public byte[] build() throws IOException {
    return build(footer -> {});
  }

  /**
   * The file, its metadata fitting its pages, then changed.
   *
   * @param lie changes the metadata once sizes and places are known
   */
  public byte[] build(Consumer<FileMetaData> lie) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(magic());
    FileMetaData footer = meta.deepCopy();
    int chunk = 0;
    for (RowGroup group : footer.getRow_groups()) {
      for (ColumnChunk column : group.getColumns()) {
        column.unsetColumn_index_offset();
        column.unsetColumn_index_length();
        column.unsetOffset_index_offset();
        column.unsetOffset_index_length();
        place(column.getMeta_data(), pages.get(chunk++), file);
      }
    }
    lie.accept(footer);
    int start = file.size();
    Util.writeFileMetaData(footer, file);
    int length = file.size() - start;
    file.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
    file.writeBytes(magic());
    return file.toByteArray();
  }

  private static byte[] magic() {
    return "PAR1".getBytes(StandardCharsets.US_ASCII);
  }

  private static void place(ColumnMetaData chunk, List<Part> pages, ByteArrayOutputStream file)
      throws IOException {
    int start = file.size();
    long uncompressed = 0;
    boolean data = false;
    chunk.unsetDictionary_page_offset();
    chunk.setData_page_offset(start);
    for (Part page : pages) {
      if (page.header().getType() == PageType.DICTIONARY_PAGE && !data) {
        chunk.setDictionary_page_offset(file.size());
      } else if (!data) {
        chunk.setData_page_offset(file.size());
        data = true;
      }
      int header = file.size();
      Util.writePageHeader(page.header(), file);
      uncompressed += file.size() - header + Math.max(0, page.header().getUncompressed_page_size());
      file.writeBytes(page.body());
    }
    chunk.setTotal_compressed_size(file.size() - start);
    chunk.setTotal_uncompressed_size(uncompressed);
  }
}
