package org.skymask.round.publish;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.skymask.mask.Part;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.storage.FileNames;
import org.skymask.storage.Removal;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.FileValues;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.version.AttemptFiles;

/**
 * Makes one parameter file of a version, in a task: reads what the base has there, adds the means,
 * writes. The task holds one file's values and nothing else of the model.
 *
 * @param base directory of the base version's attempt
 * @param baseFiles its parameter files
 * @param target directory of the new version's attempt
 * @param rate factor on the means of the parameter axis; the state's is 1, and no part crosses the
 *     border between the two
 * @param carries whether the base's values stay as they are
 */
record ParameterFile(
    String base,
    List<FileDigest> baseFiles,
    Layout layout,
    ParameterFiles cut,
    String target,
    double rate,
    boolean carries)
    implements Serializable {

  /**
   * @param number of the file
   * @param means every position of the file in one of them
   */
  FileDigest write(int number, Iterator<Part> means, Configuration hadoop) throws IOException {
    Path from = new Path(base);
    FileValues values =
        new AttemptFiles(Storage.of(from, hadoop), from).readValues(baseFiles, layout, cut, number);
    if (!carries) {
      add(means, values);
    }
    Path directory = new Path(target);
    FileSystem fs = Storage.of(directory, hadoop);
    String name = name(FileNames.PARAMETERS + "/" + cut.name(number));
    try {
      FileDigest written = values.write(fs, directory, name);
      // Of a round that has failed meanwhile, or of a copy of this task that was faster.
      TaskContext.get().killTaskIfInterrupted();
      return written;
    } catch (IOException | RuntimeException | Error e) {
      Removal.discard(fs, new Path(directory, name));
      throw e;
    }
  }

  private void add(Iterator<Part> means, FileValues values) {
    float[] array = values.array();
    int added = 0;
    while (means.hasNext()) {
      Part part = means.next();
      int length = part.values().length;
      int index = values.index(part.start());
      double factor = part.start() < layout.parameterCount() ? rate : 1;
      NewModel.add(array, index, part, factor);
      requireFinite(array, index, length, values);
      added += length;
    }
    if (added != array.length) {
      throw new IllegalStateException(
          added + " means for the " + array.length + " values of a parameter file");
    }
  }

  private static void requireFinite(float[] array, int from, int count, FileValues values) {
    for (int i = from; i < from + count; i++) {
      if (!Float.isFinite(array[i])) {
        throw new NotFiniteException(values.name(i) + " of the new model would be " + array[i]);
      }
    }
  }

  /**
   * Each attempt at the task has a file name of its own, so that two attempts at once, or one that
   * outlives its executor, do not write into the same file. They write the same bytes; the commit
   * names the file of the attempt that Spark accepted.
   */
  private static String name(String name) {
    TaskContext task = TaskContext.get();
    if (task.stageAttemptNumber() == 0 && task.attemptNumber() == 0) {
      return name;
    }
    return FileNames.parquet(
        FileNames.stem(name) + "-" + task.stageAttemptNumber() + "." + task.attemptNumber());
  }

  /** The accepted updates lead to values that no next round could start from. */
  static final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotFiniteException(String message) {
      super(message);
    }
  }
}
