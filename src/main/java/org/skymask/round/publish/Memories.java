package org.skymask.round.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.job.PartitionJob;
import org.skymask.mask.Part;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.round.judge.Aggregator.Combination;
import org.skymask.round.judge.Aggregator.Remembered;
import org.skymask.rule.Memory;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.ShardWriter;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.MemoryJson;
import org.skymask.storage.version.ModelStore;

/**
 * Reads and writes what rules keep from round to round, in the attempt of each version: {@code
 * memory.json}, and the aggregate in {@code memory/part-<k>.parquet}. The commit names them with
 * the other files, so that they are checked when they are read and by {@code verify}.
 */
public final class Memories {
  private Memories() {}

  /**
   * What the base version holds for a rule: nothing where it holds nothing, or another rule's.
   *
   * @throws IOException that names the file and what was expected
   */
  public static Memory read(ModelStore store, Commit base, Layout layout, String rule)
      throws IOException {
    if (base.files().stream().noneMatch(file -> file.name().equals(FileNames.RULE_MEMORY))) {
      return Memory.NONE;
    }
    Path path = new Path(store.attempt(base.round(), base.attempt()), FileNames.RULE_MEMORY);
    MemoryJson json =
        MemoryJson.parse(path.toString(), store.readFile(base, FileNames.RULE_MEMORY));
    if (!json.rule().equals(rule)) {
      return Memory.NONE;
    }
    List<FileDigest> parts = base.files().stream().filter(Memories::isPart).toList();
    return new Memory(
        json.notes(), parts.isEmpty() ? null : store.files(base).readUpdate(parts, layout));
  }

  private static boolean isPart(FileDigest file) {
    return file.name().startsWith(FileNames.AGGREGATE + "/");
  }

  /**
   * Writes what a version holds, whichever rule's it is, into an attempt, one file at a time.
   *
   * @return the files, none where the version holds nothing
   * @throws IOException that names the file and what was expected
   */
  public static List<FileDigest> copy(ModelStore store, Commit from, Path attempt)
      throws IOException {
    List<FileDigest> files = new ArrayList<>();
    for (FileDigest file : from.files()) {
      if (file.name().equals(FileNames.RULE_MEMORY) || isPart(file)) {
        byte[] content = store.readFile(from, file.name());
        files.add(Storage.write(store.fileSystem(), attempt, file.name(), content));
      }
    }
    return files;
  }

  /** What is to be kept after a round that came to a model. */
  public static Memory next(NewModel model, Combination combination, Layout layout) {
    Remembered remembered = combination.remembered();
    return new Memory(
        remembered.notes(), remembered.aggregate() ? aggregate(model, layout.updateCount()) : null);
  }

  private static float[] aggregate(NewModel model, int values) {
    List<Part> parts = new ArrayList<>();
    PartitionJob.run(
        JavaSparkContext.fromSparkContext(model.means().context()),
        model.means(),
        new NewModel.Gather(),
        (partition, found) -> parts.addAll(found),
        (long) Float.BYTES * values);
    return Part.assemble(parts, values);
  }

  /**
   * Writes it into an attempt.
   *
   * @return the files, none where there is nothing to keep
   */
  static List<FileDigest> write(
      ModelStore store, Path attempt, Layout layout, String rule, Memory memory)
      throws IOException {
    List<FileDigest> files = new ArrayList<>();
    if (memory.isEmpty()) {
      return files;
    }
    String json = new MemoryJson(rule, memory.notes()).toJson();
    files.add(Storage.write(store.fileSystem(), attempt, FileNames.RULE_MEMORY, json));
    float[] aggregate = memory.aggregate();
    if (aggregate != null) {
      files.addAll(
          ShardWriter.write(store.fileSystem(), attempt, FileNames.AGGREGATE, layout, aggregate));
    }
    return files;
  }
}
