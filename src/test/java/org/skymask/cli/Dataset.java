package org.skymask.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes root and evaluation datasets, sound ones and others. */
record Dataset(List<float[]> features, List<Integer> labels) {
  private static final String FEATURES =
      "required group features (LIST) { repeated group list { required float element; } }";
  private static final MessageType WHOLE =
      MessageTypeParser.parseMessageType("message d { " + FEATURES + " required int32 label; }");
  private static final MessageType WITHOUT_LABEL =
      MessageTypeParser.parseMessageType("message d { " + FEATURES + " }");

  /** Examples of some classes in turn, the features of each around a place of its own. */
  static Dataset of(int examples, int width, int classes) {
    List<float[]> features = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      float[] row = new float[width];
      for (int j = 0; j < width; j++) {
        row[j] = (float) Math.sin(i * 0.7 + j) / 4 + (j % classes == i % classes ? 1 : 0);
      }
      features.add(row);
      labels.add(i % classes);
    }
    return new Dataset(features, labels);
  }

  Dataset withFeature(int row, int column, float value) {
    List<float[]> changed = new ArrayList<>(features);
    changed.set(row, features.get(row).clone());
    changed.get(row)[column] = value;
    return new Dataset(changed, labels);
  }

  Dataset withLabel(int row, int label) {
    List<Integer> changed = new ArrayList<>(labels);
    changed.set(row, label);
    return new Dataset(features, changed);
  }

  void write(Path file) throws IOException {
    write(file, WHOLE);
  }

  void writeWithoutLabels(Path file) throws IOException {
    write(file, WITHOUT_LABEL);
  }

  private void write(Path file, MessageType schema) throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration(false))
            .withType(schema)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build()) {
      for (int i = 0; i < features.size(); i++) {
        Group row = new SimpleGroup(schema);
        Group list = row.addGroup("features");
        for (float value : features.get(i)) {
          list.addGroup("list").add("element", value);
        }
        if (schema.containsField("label")) {
          row.add("label", (int) labels.get(i));
        }
        writer.write(row);
      }
    }
  }
}
