package org.skymask.round.publish;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.ClientResult;
import org.skymask.model.FileDigest;
import org.skymask.model.RoundRecord;
import org.skymask.report.HtmlReport;
import org.skymask.round.chain.JudgedRounds;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.version.ClientsFile;
import org.skymask.storage.version.ModelStore;
import org.skymask.storage.version.RoundJson;

/** Writes the records of a round: clients.parquet, round.json, report.html. */
public final class RoundFiles {
  private RoundFiles() {}

  /**
   * Writes them into an attempt; no report where nobody can look at it later.
   *
   * @return the files that a commit names: the report is not among them, because it may be rendered
   *     again from the two others
   */
  public static List<FileDigest> write(
      ModelStore store, Path directory, RoundRecord record, List<ClientResult> clients)
      throws IOException {
    FileSystem fs = store.fileSystem();
    FileDigest table = ClientsFile.write(fs, directory, FileNames.CLIENTS, clients);
    FileDigest json =
        Storage.write(fs, directory, FileNames.ROUND_RECORD, RoundJson.toJson(record));
    if (store.lasts()) {
      String report =
          HtmlReport.render(
              record, clients, new JudgedRounds(store).readBefore(record.identity().round()));
      Storage.write(fs, directory, FileNames.REPORT, report);
    }
    return List.of(table, json);
  }
}
