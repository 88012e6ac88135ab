package org.skymask.round.chain;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.history.JudgedRound;
import org.skymask.report.HtmlReport;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.RoundResult;
import org.skymask.storage.FileNames;
import org.skymask.storage.Location;
import org.skymask.storage.Storage;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;

/** Renders the report of a committed round again, from round.json and clients.parquet. */
public final class ReportJob {
  private final Configuration hadoop;
  private final Settings settings;

  public ReportJob(Configuration hadoop, Settings settings) {
    this.hadoop = hadoop;
    this.settings = settings;
  }

  /**
   * @param wanted the round; empty for the newest version's
   * @param output where to; null for the version's own report.html
   * @return where it was written
   */
  public String run(OptionalInt wanted, @Nullable String output)
      throws IOException, RoundException {
    ModelStore store = new ModelStore(settings.required("models"), hadoop);
    Commit commit = new Versioned(store, settings).commit(wanted);
    if (commit.round() == 0) {
      throw new RoundException(Kind.USAGE, "no round made version 0, so it has no report");
    }
    RoundResult result = Earlier.readResult(store, commit);
    List<JudgedRound> earlier = new JudgedRounds(store).readBefore(commit.round());
    Path file =
        Location.of(output == null ? result.directory() + "/" + FileNames.REPORT : output, hadoop);
    FileSystem fs = Storage.of(file, hadoop);
    try (OutputStream out = fs.create(file, true)) {
      out.write(
          HtmlReport.render(result.record(), result.clients(), earlier)
              .getBytes(StandardCharsets.UTF_8));
    } catch (FSError e) {
      // Hadoop's local file system says by an Error that the disk is full.
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    return file.toString();
  }
}
