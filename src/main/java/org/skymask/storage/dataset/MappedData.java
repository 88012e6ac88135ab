package org.skymask.storage.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;

/**
 * Examples in a file that is mapped into memory, for datasets that are large beside the heap. The
 * file holds them one after the other as {@link ModelData#put} writes them. It has no name any
 * more, so it goes when nobody uses the examples. An executor that gets them writes a file of its
 * own.
 */
final class MappedData implements ModelData {
  private static final long serialVersionUID = 1L;

  private final List<FieldSpec> fields;

  /** Whether the examples are a classifier's: their targets are classes of four bytes. */
  private final boolean labelled;

  private final int exampleBytes;
  private final int size;

  /** Rows in the file, in the order of the examples; null for all of them as they lie. */
  private final int @Nullable [] rows;

  private transient MappedRows file;

  MappedData(Signature signature, MappedRows file) {
    this(fields(signature), signature.isClassifier(), file, file.count(), null);
  }

  private MappedData(
      List<FieldSpec> fields, boolean labelled, MappedRows file, int size, int @Nullable [] rows) {
    this.fields = fields;
    this.labelled = labelled;
    this.exampleBytes = file.rowBytes();
    this.file = file;
    this.size = size;
    this.rows = rows;
  }

  private static List<FieldSpec> fields(Signature signature) {
    List<FieldSpec> fields = new ArrayList<>(signature.inputs());
    fields.add(signature.target());
    return fields;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public FieldValues.Window input(int index, int from, int to) {
    return new FieldValues.Window(read(index, from, to), 0, to - from);
  }

  @Override
  public FieldValues target(int from, int to) {
    return read(fields.size() - 1, from, to);
  }

  /** A copy in memory. */
  @Override
  public ModelData between(int from, int to) {
    List<FieldValues> inputs =
        IntStream.range(0, fields.size() - 1).mapToObj(i -> read(i, from, to)).toList();
    FieldData copy = new FieldData(inputs, target(from, to));
    return labelled ? copy.labelled() : copy;
  }

  /** The same file in another order. */
  @Override
  public MappedData take(int[] wanted) {
    int[] taken = Arrays.stream(wanted).map(this::row).toArray();
    return new MappedData(fields, labelled, file, taken.length, taken);
  }

  @Override
  public ModelData withInput(int index, FieldValues values) {
    return between(0, size).withInput(index, values);
  }

  @Override
  public ModelData withTarget(FieldValues values) {
    return between(0, size).withTarget(values);
  }

  @Override
  public ModelData and(ModelData more) {
    return between(0, size).and(more.between(0, more.size()));
  }

  private int row(int example) {
    return rows == null ? example : rows[example];
  }

  private FieldValues read(int index, int from, int to) {
    int start = 0;
    for (FieldSpec before : fields.subList(0, index)) {
      start += FieldValues.zeros(before, 0).bytes();
    }
    FieldValues values = FieldValues.zeros(fields.get(index), to - from);
    boolean classes = labelled && index == fields.size() - 1;
    for (int example = from; example < to; example++) {
      ByteBuffer bytes = file.row(row(example));
      bytes.position(bytes.position() + start);
      if (classes) {
        ((FieldValues.Longs) values).values()[example - from] = bytes.getInt();
      } else {
        values.set(example - from, bytes);
      }
    }
    return values;
  }

  @Override
  public int exampleBytes() {
    return exampleBytes;
  }

  @Override
  public void put(int example, ByteBuffer bytes) {
    bytes.put(file.row(row(example)));
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeInt(file.count());
    byte[] row = new byte[exampleBytes];
    for (int i = 0; i < file.count(); i++) {
      file.row(i).get(row);
      out.write(row);
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    int count = in.readInt();
    try (MappedRows.Writer writer = new MappedRows.Writer(exampleBytes)) {
      for (int i = 0; i < count; i++) {
        writer.next().put(full(in));
      }
      file = writer.finish();
    }
  }

  private byte[] full(InputStream in) throws IOException {
    byte[] row = in.readNBytes(exampleBytes);
    if (row.length < exampleBytes) {
      throw new IOException("a dataset that was sent ends in the middle of an example");
    }
    return row;
  }

  /** Collects examples. */
  static final class Collector implements AutoCloseable {
    private final Signature signature;
    private MappedRows.@Nullable Writer writer;

    Collector(Signature signature) {
      this.signature = signature;
    }

    /**
     * @param fields of the signature
     */
    void add(FieldData fields) throws IOException {
      ModelData part = signature.isClassifier() ? fields.labelled() : fields;
      if (writer == null) {
        writer = new MappedRows.Writer(part.exampleBytes());
      }
      for (int i = 0; i < part.size(); i++) {
        part.put(i, writer.next());
      }
    }

    MappedData finish() throws IOException {
      MappedRows.Writer all = writer == null ? new MappedRows.Writer(Long.BYTES) : writer;
      return new MappedData(signature, all.finish());
    }

    @Override
    public void close() throws IOException {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
