package org.skymask.simulate.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.model.ValueType;
import org.skymask.storage.Storage;
import org.skymask.storage.dataset.DatasetReader;

/**
 * Reads datasets by what their names say they are: IDX ({@code …-images-idx3-ubyte}, its labels
 * beside it as {@code …-labels-idx1-ubyte}, both also as {@code .gz}), CIFAR-10 ({@code .bin}, or a
 * directory with {@code data_batch_*.bin}), otherwise Parquet.
 */
public final class ExampleFiles {
  private static final Pattern IMAGES = Pattern.compile("(.*)images([.-])idx\\d-ubyte(\\.gz)?");
  private static final Pattern BATCH = Pattern.compile("data_batch_\\d+\\.bin");

  private ExampleFiles() {}

  /**
   * @param layout of the model that is to take them
   * @throws IOException that names file, value and what was expected
   */
  public static Examples read(String location, Configuration hadoop, Layout layout)
      throws IOException {
    Path path = new Path(location);
    FileSystem fs = Storage.of(path, hadoop);
    if (IMAGES.matcher(path.getName()).matches()) {
      requireImages(location, layout.signature());
      return Examples.of(fitted(idx(fs, path, layout), layout.signature()));
    }
    List<Path> batches = batches(fs, path);
    if (batches.isEmpty()) {
      return ParquetExamples.read(fs, path, layout);
    }
    requireImages(location, layout.signature());
    LabelledData all = cifar(fs, batches.get(0), layout);
    for (Path batch : batches.subList(1, batches.size())) {
      all = all.and(cifar(fs, batch, layout));
    }
    return Examples.of(fitted(all, layout.signature()));
  }

  /** The files that a location means, by name: what its content is known by. */
  public static List<Path> files(String location, Configuration hadoop) throws IOException {
    Path path = new Path(location);
    FileSystem fs = Storage.of(path, hadoop);
    if (IMAGES.matcher(path.getName()).matches()) {
      return List.of(path, labels(path));
    }
    List<Path> batches = batches(fs, path);
    return batches.isEmpty()
        ? DatasetReader.files(fs, path).stream().map(FileStatus::getPath).toList()
        : batches;
  }

  /** Such files have one image and one class an example. */
  private static void requireImages(String location, Signature signature) throws IOException {
    if (signature.loss() != LossFunction.CROSS_ENTROPY
        || signature.inputs().size() > 1
        || signature.inputs().get(0).type() != ValueType.FLOAT32) {
      throw new IOException(
          location
              + " has images with a class each, and the model has the inputs "
              + signature.inputs().stream().map(FieldSpec::described).toList()
              + " and the loss "
              + signature.loss().code()
              + ", expected Parquet with a column for each input and for the target");
    }
  }

  /** As a model takes them whose input and target have names of their own. */
  private static ModelData fitted(LabelledData data, Signature signature) {
    return signature.isClassifier() ? data : new FieldData(List.of(data.input(0)), data.target());
  }

  private static LabelledData idx(FileSystem fs, Path images, Layout layout) throws IOException {
    return IdxFile.join(parse(fs, images), parse(fs, labels(images)), layout);
  }

  private static Path labels(Path images) {
    Matcher name = IMAGES.matcher(images.getName());
    if (!name.matches()) {
      throw new IllegalArgumentException(images.toString());
    }
    String packed = name.group(3) == null ? "" : name.group(3);
    return new Path(
        images.getParent(), name.group(1) + "labels" + name.group(2) + "idx1-ubyte" + packed);
  }

  private static IdxFile parse(FileSystem fs, Path path) throws IOException {
    byte[] content = Storage.read(fs, path);
    if (!path.getName().endsWith(".gz")) {
      return IdxFile.parse(path.toString(), content);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return IdxFile.parse(path.toString(), in.readAllBytes());
    } catch (ZipException | EOFException e) {
      throw new IOException(path + " cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static List<Path> batches(FileSystem fs, Path path) throws IOException {
    if (path.getName().endsWith(".bin")) {
      return List.of(path);
    }
    List<Path> found = new ArrayList<>();
    if (fs.exists(path) && fs.getFileStatus(path).isDirectory()) {
      for (FileStatus file : Storage.list(fs, path)) {
        if (BATCH.matcher(file.getPath().getName()).matches()) {
          found.add(file.getPath());
        }
      }
    }
    return found;
  }

  private static LabelledData cifar(FileSystem fs, Path file, Layout layout) throws IOException {
    return CifarFile.parse(file.toString(), Storage.read(fs, file), layout);
  }
}
