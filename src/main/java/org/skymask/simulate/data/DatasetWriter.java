package org.skymask.simulate.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Booleans;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.LabelledData;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.model.ValueType;
import org.skymask.storage.HashingOutputFile;
import org.skymask.storage.Storage;

/** Writes examples as a dataset that rounds read: a column for each input and for the target. */
public final class DatasetWriter {
  private static final int CLASSES_UNKNOWN = 2;

  private DatasetWriter() {}

  /** Writes a classifier's file, over one that is there. */
  public static void write(Path file, Configuration hadoop, LabelledData data) throws IOException {
    Signature signature =
        Signature.classifier(List.of(Math.max(1, data.featureCount())), CLASSES_UNKNOWN);
    write(file, hadoop, data, signature);
  }

  /**
   * Writes a file, over one that is there. Values of any shape are one list an example, in
   * row-major order.
   */
  public static void write(Path file, Configuration hadoop, ModelData data, Signature signature)
      throws IOException {
    List<FieldSpec> fields = new ArrayList<>(signature.inputs());
    fields.add(signature.target());
    List<FieldValues> values = new ArrayList<>();
    for (int input = 0; input < signature.inputs().size(); input++) {
      values.add(data.input(input));
    }
    values.add(data.target());
    MessageType schema =
        new MessageType("dataset", fields.stream().map(DatasetWriter::column).toList());
    FileSystem fs = Storage.of(file, hadoop);
    // Without a file of checksums beside it, which would stay when the file is removed.
    HashingOutputFile output = HashingOutputFile.fleeting(fs, file.getParent(), file.getName());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(output)
            .withConf(new Configuration(false))
            .withType(schema)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .build()) {
      for (int row = 0; row < data.size(); row++) {
        Group example = new SimpleGroup(schema);
        for (int column = 0; column < values.size(); column++) {
          add(example, fields.get(column), values.get(column), row);
        }
        writer.write(example);
      }
    }
  }

  private static Type column(FieldSpec field) {
    PrimitiveTypeName type = stored(field.type());
    if (field.shape().isEmpty()) {
      return Types.required(type).named(field.name());
    }
    return Types.requiredGroup()
        .as(LogicalTypeAnnotation.listType())
        .repeatedGroup()
        .required(type)
        .named("element")
        .named("list")
        .named(field.name());
  }

  private static PrimitiveTypeName stored(ValueType type) {
    return switch (type) {
      case FLOAT32 -> PrimitiveTypeName.FLOAT;
      case INT64 -> PrimitiveTypeName.INT64;
      case BOOL -> PrimitiveTypeName.BOOLEAN;
    };
  }

  private static void add(Group example, FieldSpec field, FieldValues values, int row) {
    if (field.shape().isEmpty()) {
      put(example, field.name(), values, row);
      return;
    }
    Group list = example.addGroup(field.name());
    for (int j = row * values.width(); j < (row + 1) * values.width(); j++) {
      put(list.addGroup("list"), "element", values, j);
    }
  }

  private static void put(Group group, String name, FieldValues values, int at) {
    if (values instanceof Floats floats) {
      group.add(name, floats.values()[at]);
    } else if (values instanceof Longs longs) {
      group.add(name, longs.values()[at]);
    } else {
      group.add(name, ((Booleans) values).values()[at]);
    }
  }
}
