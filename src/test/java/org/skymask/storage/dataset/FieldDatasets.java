package org.skymask.storage.dataset;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Booleans;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Signature;

/** Datasets with a column for each field, written as tests need them. */
public final class FieldDatasets {
  private FieldDatasets() {}

  /** Writes one file: lists where a field has a shape, otherwise scalars. */
  public static void write(Path file, Signature signature, FieldData data) throws IOException {
    StringBuilder columns = new StringBuilder();
    signature.inputs().forEach(input -> columns.append(column(input)));
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message dataset { " + columns + column(signature.target()) + "}");
    write(
        file,
        schema,
        data.size(),
        (row, group) -> {
          for (int i = 0; i < signature.inputs().size(); i++) {
            add(group, signature.inputs().get(i), data.inputs().get(i), row);
          }
          add(group, signature.target(), data.target(), row);
        });
  }

  /** Fills a row. */
  interface Filler {
    void fill(int row, Group group);
  }

  static void write(Path file, MessageType schema, int rows, Filler filler) throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration(false))
            .withType(schema)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build()) {
      for (int row = 0; row < rows; row++) {
        Group group = new SimpleGroup(schema);
        filler.fill(row, group);
        writer.write(group);
      }
    }
  }

  private static String column(FieldSpec field) {
    String type =
        switch (field.type()) {
          case FLOAT32 -> "float";
          case INT64 -> "int64";
          case BOOL -> "boolean";
        };
    return field.shape().isEmpty()
        ? "required " + type + " " + field.name() + "; "
        : "required group "
            + field.name()
            + " (LIST) { repeated group list { required "
            + type
            + " element; } } ";
  }

  private static void add(Group group, FieldSpec field, FieldValues values, int row) {
    if (field.shape().isEmpty()) {
      one(group, field.name(), values, row);
      return;
    }
    Group list = group.addGroup(field.name());
    for (int j = row * values.width(); j < (row + 1) * values.width(); j++) {
      one(list.addGroup("list"), "element", values, j);
    }
  }

  private static void one(Group group, String name, FieldValues values, int at) {
    if (values instanceof Floats floats) {
      group.add(name, floats.values()[at]);
    } else if (values instanceof Longs longs) {
      group.add(name, longs.values()[at]);
    } else {
      group.add(name, ((Booleans) values).values()[at]);
    }
  }
}
