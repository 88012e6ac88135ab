package org.skymask.round.chain;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.report.Chronicle;
import org.skymask.report.FederationPage;
import org.skymask.storage.FileNames;
import org.skymask.storage.Location;
import org.skymask.storage.Replacement;
import org.skymask.storage.Storage;
import org.skymask.storage.version.ModelStore;

/**
 * Writes the page of a federation from small files, without Spark. It takes no lock; rounds may run
 * meanwhile, and whoever reads the page sees the old one or the new.
 */
public final class SiteJob {
  /** Rounds on the page where nobody says: more make it slow to open. */
  public static final int ROUNDS = 200;

  private final Configuration hadoop;
  private final Settings settings;

  /**
   * What was written.
   *
   * @param file where
   * @param rounds on the page
   * @param problems what could not be read, a sentence each
   */
  public record Written(String file, int rounds, List<String> problems) {}

  public SiteJob(Configuration hadoop, Settings settings) {
    this.hadoop = hadoop;
    this.settings = settings;
  }

  /**
   * @param output where to; null for index.html beside the versions
   * @param most how many rounds at most, the newest ones
   * @throws IOException when the directory of the models cannot be listed, or the page not written
   */
  public Written run(@Nullable String output, int most) throws IOException {
    ModelStore store = new ModelStore(settings.required("models"), hadoop);
    if (!store.fileSystem().exists(store.location())) {
      throw new IOException(
          store.location()
              + " does not exist: `skymask init` makes it, and a page needs a version");
    }
    Path file =
        output == null ? new Path(store.location(), FileNames.SITE) : Location.of(output, hadoop);
    FileSystem fs = Storage.of(file, hadoop);
    String federation =
        Objects.requireNonNullElse(settings.where().federation(), store.location().getName());
    Chronicle chronicle =
        new ChronicleReader(store, new RelativeUrl(uri(file))).read(federation, most);
    try {
      new Replacement(fs, file, hadoop).write(FederationPage.render(chronicle));
    } catch (IOException | FSError e) {
      throw new IOException(file + " could not be written: " + Storage.reason(e), e);
    }
    return new Written(file.toString(), chronicle.chapters().size(), chronicle.problems());
  }

  private static URI uri(Path file) {
    URI uri = file.toUri();
    return uri.getScheme() == null ? new Path("file", "", uri.getPath()).toUri() : uri;
  }
}
