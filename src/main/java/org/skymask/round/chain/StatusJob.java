package org.skymask.round.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.model.Outcome;
import org.skymask.round.admit.Uploads;
import org.skymask.round.chain.FederationStatus.Last;
import org.skymask.round.chain.FederationStatus.OpenRound;
import org.skymask.round.chain.FederationStatus.Rejected;
import org.skymask.round.chain.FederationStatus.Version;
import org.skymask.storage.version.ModelStore;

/**
 * Finds out where a federation stands, from listings and small files, without Spark. It takes no
 * lock and writes nothing; rounds may run meanwhile.
 */
public final class StatusJob {
  private final Configuration hadoop;
  private final Settings settings;
  private final ModelStore store;

  /**
   * @throws IOException when the model directory cannot be reached
   */
  public StatusJob(Configuration hadoop, Settings settings) throws IOException {
    this.hadoop = hadoop;
    this.settings = settings;
    this.store = new ModelStore(settings.required("models"), hadoop);
  }

  /**
   * Looks at the newest versions and at the rounds after them.
   *
   * @param versions how many to look at, 1 or more
   * @throws IOException when a directory cannot be listed
   */
  public FederationStatus run(int versions) throws IOException {
    List<String> problems = new ArrayList<>();
    TreeSet<Integer> listed = new TreeSet<>(store.listRounds());
    OptionalInt latest = store.findLatest();
    List<Version> chain =
        new Chain(store, settings.where().federation(), problems).newest(latest, versions);
    if (listed.isEmpty() && !store.fileSystem().exists(store.location())) {
      problems.add(
          store.location()
              + " does not exist: `skymask init` makes it; a relative path begins at the working"
              + " directory");
    }
    Uploads uploads = Uploads.in(settings, hadoop);
    TreeSet<Integer> open = new TreeSet<>(listed.tailSet(latest.orElse(-1), false));
    if (uploads != null) {
      open.addAll(uploads.listRounds().tailSet(latest.orElse(0), false));
    }
    OpenRounds rounds = new OpenRounds(store, uploads, problems);
    List<OpenRound> found = new ArrayList<>();
    for (int round : open) {
      found.add(rounds.look(round));
    }
    return new FederationStatus(
        settings.where().federation(),
        store.location().toString(),
        uploads == null ? null : uploads.location().toString(),
        chain,
        found,
        unused(chain, uploads),
        last(chain, found),
        problems);
  }

  private static List<String> unused(List<Version> versions, @Nullable Uploads uploads)
      throws IOException {
    boolean askedFor = !versions.isEmpty() && versions.get(0).isAskedFor();
    return askedFor && uploads != null
        ? UnusedUploads.find(uploads, versions.get(0).round())
        : List.of();
  }

  private static @Nullable Last last(List<Version> versions, List<OpenRound> rounds) {
    Last last = null;
    if (!versions.isEmpty()) {
      Version newest = versions.get(0);
      last =
          new Last(
              newest.round(), newest.attempt(), newest.committed(), newest.ending(), newest.why());
    }
    for (OpenRound round : rounds) {
      for (Rejected rejected : round.rejected()) {
        if (last == null || !rejected.at().isBefore(last.at())) {
          last = rejection(round.round(), rejected);
        }
      }
    }
    return last;
  }

  private static Last rejection(int round, Rejected rejected) {
    return new Last(
        round, rejected.attempt(), rejected.at(), Outcome.REJECTED.code(), rejected.why());
  }
}
