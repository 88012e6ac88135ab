package org.skymask.round;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.skymask.admission.Presence;
import org.skymask.config.Settings;
import org.skymask.storage.ModelStore;
import org.skymask.storage.Storage;

/** Who has uploaded for a round: directories are listed, nothing in them is read, without Spark. */
public final class UploadsJob {
  private static final String REJECTED = "rejected=";

  private final Configuration hadoop;
  private final Settings settings;

  /**
   * What was found.
   *
   * @param newest the newest version
   * @param round whose uploads these are
   * @param rejected attempts of this round that were rejected
   */
  public record Result(int newest, int round, List<Presence> uploads, List<String> rejected) {

    public long complete() {
      return uploads.stream().filter(Presence::isComplete).count();
    }
  }

  public UploadsJob(Configuration hadoop, Settings settings) {
    this.hadoop = hadoop;
    this.settings = settings;
  }

  /**
   * @param wanted the round; empty for the one after the newest version
   */
  public Result run(OptionalInt wanted) throws IOException, RoundException {
    ModelStore store = new ModelStore(settings.required("models"), hadoop);
    int newest = new Versioned(store, settings).commit(OptionalInt.empty()).round();
    int round = wanted.orElse(newest + 1);
    Path directory = new Path(settings.required("updates"), "round=" + round);
    List<Presence> uploads = Presence.of(Storage.of(directory, hadoop), directory);
    List<String> rejected =
        Storage.list(store.fileSystem(), store.directory(round)).stream()
            .map(FileStatus::getPath)
            .map(Path::getName)
            .filter(name -> name.startsWith(REJECTED))
            .map(name -> name.substring(REJECTED.length()))
            .toList();
    return new Result(newest, round, uploads, rejected);
  }
}
