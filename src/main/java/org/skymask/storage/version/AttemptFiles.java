package org.skymask.storage.version;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.model.ModelDigester;
import org.skymask.model.RefusedException;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.parquet.ParquetLimits;
import org.skymask.storage.shard.FileValues;
import org.skymask.storage.shard.ModelParameters;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.shard.ShardReader;
import org.skymask.storage.shard.TensorAssembler;

/**
 * The files of an attempt, each checked against its digest as it is read. One of them is in memory
 * at a time.
 */
public final class AttemptFiles {
  private final FileSystem fs;
  private final Path directory;

  public AttemptFiles(FileSystem fs, Path directory) {
    this.fs = fs;
    this.directory = directory;
  }

  /**
   * The content of a file.
   *
   * @throws DamagedFileException where it is gone or not what was committed
   * @throws IOException that names the file and what was expected
   */
  public byte[] read(FileDigest file) throws IOException {
    Path path = new Path(directory, file.name());
    byte[] content;
    try {
      content = Storage.read(fs, path);
    } catch (FileNotFoundException e) {
      throw new DamagedFileException(
          path + " does not exist, though the commit beside it names it", e);
    }
    String found = ModelDigest.hex(content);
    if (!found.equals(file.sha256())) {
      throw new DamagedFileException(
          path
              + " is damaged: SHA-256 "
              + found
              + ", expected "
              + file.sha256()
              + " ("
              + content.length
              + " bytes, expected "
              + file.bytes()
              + ")",
          null);
    }
    return content;
  }

  /**
   * All values of a model.
   *
   * @param files that hold them, those of frozen tensors among them
   * @return [layout.valueCount()] on the value axis
   */
  public float[] readValues(List<FileDigest> files, Layout layout) throws IOException {
    return complete(files, new ModelParameters(layout));
  }

  /**
   * All values of an update.
   *
   * @param files that hold them
   * @return [layout.updateCount()] on the value axis
   */
  public float[] readUpdate(List<FileDigest> files, Layout layout) throws IOException {
    return complete(files, ModelParameters.ofUpdate(layout));
  }

  private float[] complete(List<FileDigest> files, ModelParameters values) throws IOException {
    for (FileDigest file : files) {
      values.add(new Path(directory, file.name()), read(file));
    }
    return values.complete(new Path(directory, FileNames.PARAMETERS));
  }

  /**
   * The values that one file of another version holds, whichever files have them here.
   *
   * @param parameters the files that hold the model, each element once
   * @param cut of that version
   * @param number of its file
   */
  public FileValues readValues(
      List<FileDigest> parameters, Layout layout, ParameterFiles cut, int number)
      throws IOException {
    FileValues values = new FileValues(layout, cut, number);
    List<FileDigest> order = new ArrayList<>(parameters);
    if (number < order.size()) {
      // Where both were cut in the same way, it is this one alone.
      order.add(0, order.remove(number));
    }
    for (FileDigest file : order) {
      if (!values.isComplete()) {
        readRows(file, values::take);
      }
    }
    if (!values.isComplete()) {
      throw new IOException(
          new Path(directory, FileNames.PARAMETERS) + " lacks values of the model");
    }
    return values;
  }

  /**
   * The digest of the model without the model in memory.
   *
   * @param parameters the files of its own values
   * @param frozen the files of its frozen tensors
   * @return empty where rows are not in layout order, each value once
   */
  public Optional<String> digest(
      List<FileDigest> parameters, List<FileDigest> frozen, Layout layout) throws IOException {
    if (!frozen.isEmpty()) {
      return new InterleavedDigest(this, layout).of(parameters, frozen);
    }
    ModelDigester digester = new ModelDigester(layout);
    boolean ordered = true;
    for (FileDigest file : parameters) {
      ordered &= digest(file, digester);
    }
    return ordered && digester.isComplete() ? Optional.of(digester.finish()) : Optional.empty();
  }

  /**
   * Gives a file's values to a model's digest.
   *
   * @return whether all of them came next; the rest of the file was checked all the same
   */
  public boolean digest(FileDigest file, ModelDigester digester) throws IOException {
    boolean[] ordered = {true};
    readRows(
        file,
        (tensor, offset, buffer, from, count) -> {
          TensorAssembler.refuseNonFinite(tensor, offset, buffer, from, count);
          ordered[0] = ordered[0] && digester.put(tensor, offset, buffer, from, count);
        });
    return ordered[0];
  }

  /** How long a file is, in bytes. */
  public long length(FileDigest file) throws IOException {
    return fs.getFileStatus(new Path(directory, file.name())).getLen();
  }

  /** Gives on the rows of a file, in their order. */
  void readRows(FileDigest file, ShardReader.Sink sink) throws IOException {
    byte[] content = read(file);
    try {
      ShardReader.read(content, ParquetLimits.trusted(), sink);
    } catch (RefusedException e) {
      throw new IOException(new Path(directory, file.name()) + ": " + e.detail(), e);
    }
  }
}
