package org.skymask.round.publish;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.skymask.job.Shared;
import org.skymask.mask.Part;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.ParameterFiles;
import org.skymask.storage.version.AttemptFiles;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;
import scala.Tuple2;

/**
 * Writes a version's parameters on the executors, a task a file, straight from the blocks of the
 * updates; the driver reads the files once, one at a time, for the digest of the model. Frozen
 * tensors are not written again: the version names the files that the base names.
 */
public final class ParameterJob {
  private final JavaSparkContext spark;
  private final ModelStore store;
  private final ParameterFiles cut;
  private final Layout layout;

  /**
   * What was written.
   *
   * @param files of the model's values, those of frozen tensors last
   * @param model digest of the model
   */
  public record Written(List<FileDigest> files, String model) {}

  public ParameterJob(JavaSparkContext spark, ModelStore store, Layout layout, ParameterFiles cut) {
    this.spark = spark;
    this.store = store;
    this.layout = layout;
    this.cut = cut;
  }

  /**
   * @param base whose values the new ones start from
   * @param directory of the new version's attempt
   */
  public Written write(Commit base, NewModel model, Path directory) throws IOException {
    boolean carries = model.isCarried();
    ParameterFile file =
        new ParameterFile(
            everywhere(store.attempt(base.round(), base.attempt())),
            base.parameters(),
            layout,
            cut,
            everywhere(directory),
            model.rate(),
            carries);
    List<FileDigest> files;
    try (Shared<ParameterFile> shared = Shared.of(spark, file);
        Shared<SerializableConfiguration> hadoop =
            Shared.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      files =
          (carries ? nothing() : byFile(model.means()))
              .mapPartitionsWithIndex(
                  (number, parts) ->
                      List.of(shared.value().write(number, parts, hadoop.value().value()))
                          .iterator(),
                  true)
              .collect();
    }
    List<FileDigest> frozen = frozen(base, directory);
    List<FileDigest> all = Stream.concat(files.stream(), frozen.stream()).toList();
    removeOthers(directory, all);
    return new Written(all, digest(directory, files, frozen));
  }

  /**
   * The base's files of frozen tensors, or new ones where the base has them in files with other
   * tensors.
   */
  private List<FileDigest> frozen(Commit base, Path directory) throws IOException {
    if (!layout.hasFrozen() || !base.frozen().isEmpty()) {
      return base.frozenElsewhere();
    }
    ParameterFiles own = ParameterFiles.frozen(layout);
    List<FileDigest> files = new ArrayList<>();
    for (int file = 0; file < own.count(); file++) {
      files.add(
          store
              .files(base)
              .readValues(base.parameters(), layout, own, file)
              .write(store.fileSystem(), directory, FileNames.PARAMETERS + "/" + own.name(file)));
    }
    return files;
  }

  private String everywhere(Path path) throws IOException {
    return Storage.absolute(path, spark.hadoopConfiguration()).toString();
  }

  /** A partition a file, without parts. */
  private JavaRDD<Part> nothing() {
    return spark.parallelize(List.<Part>of(), cut.count());
  }

  /** A partition a file, with the parts of its values. */
  private JavaRDD<Part> byFile(JavaRDD<Part> means) {
    ParameterFiles files = cut;
    return means
        .flatMapToPair(part -> split(part, files))
        .partitionBy(new HashPartitioner(files.count()))
        .values();
  }

  private static Iterator<Tuple2<Integer, Part>> split(Part part, ParameterFiles files) {
    List<ParameterFiles.Piece> pieces =
        files.pieces(part.start(), part.start() + part.values().length);
    List<Tuple2<Integer, Part>> parts = new ArrayList<>();
    for (ParameterFiles.Piece piece : pieces) {
      parts.add(new Tuple2<>(piece.file(), part.within(piece.range())));
    }
    return parts.iterator();
  }

  /** Removes the files of attempts that Spark did not accept. */
  private void removeOthers(Path directory, List<FileDigest> files) throws IOException {
    FileSystem fs = store.fileSystem();
    Set<String> taken = new HashSet<>();
    files.forEach(file -> taken.add(file.name()));
    for (FileStatus status : Storage.list(fs, new Path(directory, FileNames.PARAMETERS))) {
      if (!taken.contains(FileNames.PARAMETERS + "/" + status.getPath().getName())) {
        fs.delete(status.getPath(), false);
      }
    }
  }

  /** Reads what the executors say they have written, and takes the model's digest from that. */
  private String digest(Path directory, List<FileDigest> files, List<FileDigest> frozen)
      throws IOException {
    FileSystem fs = store.fileSystem();
    for (FileDigest file : files) {
      Path path = new Path(directory, file.name());
      if (!fs.exists(path)) {
        throw new FileNotFoundException(
            path
                + " was written by an executor, but the driver does not find it: all machines must"
                + " reach the models");
      }
    }
    return new AttemptFiles(fs, directory)
        .digest(files, frozen, layout)
        .orElseThrow(() -> new IOException(directory + " lacks values of the model"));
  }
}
