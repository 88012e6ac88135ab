package org.skymask.storage.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.storage.FileNames;
import org.skymask.storage.parquet.ParquetLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads root and evaluation datasets: Parquet files with a column for each input and for the target
 * of the layout, of classifiers (features: list of float32 or float64, label: int32 or int64), in
 * any order, further columns ignored (contract.md#datasets).
 */
public final class DatasetReader {
  private static final Logger LOG = LoggerFactory.getLogger(DatasetReader.class);

  /** Examples that are read before they go to a mapped file. */
  private static final int PART = 256;

  /** How much larger examples may be than their files without being counted first. */
  private static final int EXPANSION = 16;

  private DatasetReader() {}

  /**
   * Reads a file, or all {@code .parquet} files of a directory by name; examples stay in file
   * order.
   *
   * @param layout what the features and labels are checked against
   * @throws IOException that names file, row, value and what was expected: a row of the wrong
   *     width, a label outside 0 to classes−1, a null, a number that is not finite, a missing
   *     column; or where there is nothing to read
   */
  public static ModelData read(FileSystem fs, Path fileOrDirectory, Layout layout)
      throws IOException {
    return read(fs, fileOrDirectory, layout, Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * The same.
   *
   * @param most bytes that examples may take of the heap; more are mapped from a file
   */
  static ModelData read(FileSystem fs, Path fileOrDirectory, Layout layout, long most)
      throws IOException {
    if (bytes(fs, fileOrDirectory, layout, most) > most) {
      return readMapped(fs, fileOrDirectory, layout.signature());
    }
    if (layout.signature().isClassifier()) {
      return readLabelled(fs, fileOrDirectory, layout);
    }
    List<FieldData> parts = new ArrayList<>();
    for (FileStatus file : files(fs, fileOrDirectory)) {
      parts.add(FieldFile.read(file, fs.getConf(), layout.signature()));
    }
    FieldData data = FieldData.join(parts);
    requireExamples(data, fileOrDirectory);
    return data;
  }

  private static MappedData readMapped(FileSystem fs, Path fileOrDirectory, Signature signature)
      throws IOException {
    try (MappedData.Collector collector = new MappedData.Collector(signature)) {
      for (FileStatus file : files(fs, fileOrDirectory)) {
        FieldFile.read(file, fs.getConf(), signature, PART, collector::add);
      }
      MappedData data = collector.finish();
      requireExamples(data, fileOrDirectory);
      return data;
    }
  }

  /**
   * About how many bytes the examples take in memory. Files that are small beside what there is
   * room for are not opened.
   */
  private static long bytes(FileSystem fs, Path fileOrDirectory, Layout layout, long most)
      throws IOException {
    List<FileStatus> files = files(fs, fileOrDirectory);
    if (files.stream().mapToLong(FileStatus::getLen).sum() < most / EXPANSION) {
      return 0;
    }
    Signature signature = layout.signature();
    int each = FieldValues.zeros(signature.target(), 0).bytes();
    for (FieldSpec input : signature.inputs()) {
      each += FieldValues.zeros(input, 0).bytes();
    }
    long rows = 0;
    for (FileStatus file : files) {
      try (ParquetFileReader parquet =
          ParquetFileReader.open(HadoopInputFile.fromStatus(file, fs.getConf()))) {
        rows += parquet.getRecordCount();
      } catch (IOException | RuntimeException e) {
        // Whoever reads the file says what is wrong with it.
        LOG.debug("{} is not counted", file.getPath(), e);
      }
    }
    return rows * each;
  }

  /** The same for a classifier of float features, in memory. */
  public static LabelledData readLabelled(FileSystem fs, Path fileOrDirectory, Layout layout)
      throws IOException {
    List<LabelledData> parts = new ArrayList<>();
    for (FileStatus file : files(fs, fileOrDirectory)) {
      byte[] content = content(fs, file);
      parts.add(
          DatasetFile.read(file.getPath().toString(), content, ParquetLimits.trusted(), layout));
    }
    LabelledData data = join(parts, layout.featureCount());
    requireExamples(data, fileOrDirectory);
    return data;
  }

  private static void requireExamples(ModelData data, Path fileOrDirectory) throws IOException {
    if (data.size() == 0) {
      throw new IOException(fileOrDirectory + " holds no examples");
    }
  }

  /** The files of a dataset, by name. */
  public static List<FileStatus> files(FileSystem fs, Path fileOrDirectory) throws IOException {
    FileStatus status;
    try {
      status = fs.getFileStatus(fileOrDirectory);
    } catch (FileNotFoundException e) {
      throw new FileNotFoundException("there is no dataset at " + fileOrDirectory);
    }
    if (status.isFile()) {
      return List.of(status);
    }
    List<FileStatus> files =
        Arrays.stream(fs.listStatus(fileOrDirectory))
            .filter(file -> file.isFile() && isShard(file.getPath().getName()))
            .sorted(Comparator.comparing(file -> file.getPath().getName()))
            .toList();
    if (files.isEmpty()) {
      throw new IOException(fileOrDirectory + " holds no .parquet files");
    }
    return files;
  }

  private static boolean isShard(String name) {
    return FileNames.isParquet(name) && !name.startsWith(".") && !name.startsWith("_");
  }

  private static byte[] content(FileSystem fs, FileStatus file) throws IOException {
    if (file.getLen() > Integer.MAX_VALUE - 8) {
      throw new IOException(
          file.getPath() + " has " + file.getLen() + " bytes; split it into files below 2 GiB");
    }
    byte[] content = new byte[(int) file.getLen()];
    try (FSDataInputStream in = fs.open(file.getPath())) {
      in.readFully(content);
    }
    return content;
  }

  private static LabelledData join(List<LabelledData> parts, int width) throws IOException {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    long examples = parts.stream().mapToLong(LabelledData::size).sum();
    if (examples * width > Integer.MAX_VALUE - 8) {
      throw new IOException(
          examples + " examples of " + width + " features are more than 2^31 values");
    }
    float[] features = new float[(int) examples * width];
    int[] labels = new int[(int) examples];
    int at = 0;
    for (LabelledData part : parts) {
      System.arraycopy(part.features(), 0, features, at * width, part.features().length);
      System.arraycopy(part.labels(), 0, labels, at, part.size());
      at += part.size();
    }
    return new LabelledData(features, labels, width);
  }
}
