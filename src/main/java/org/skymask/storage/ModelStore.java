package org.skymask.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.Architecture;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.ModelDigest;
import org.skymask.model.ModelVersion;

/**
 * The versions of a federation's model below one directory: {@code round=<r>/commit.json} and the
 * attempt that it names.
 */
public final class ModelStore {
  private static final Pattern ROUND = Pattern.compile("round=(\\d{1,9})");

  private final Path models;
  private final FileSystem fs;
  private final CommitProtocol protocol;

  /**
   * @param models URI of the directory; need not exist yet
   */
  public ModelStore(String models, Configuration hadoop) throws IOException {
    Path path = new Path(models);
    this.fs = Storage.of(path, hadoop);
    this.models = path;
    this.protocol = CommitProtocols.of(fs, this.models);
  }

  public FileSystem fileSystem() {
    return fs;
  }

  /** The newest committed version. */
  public OptionalInt latest() throws IOException {
    List<Integer> rounds = new ArrayList<>();
    for (FileStatus status : Storage.list(fs, models)) {
      Matcher name = ROUND.matcher(status.getPath().getName());
      if (name.matches()) {
        rounds.add(Integer.parseInt(name.group(1)));
      }
    }
    rounds.sort(null);
    for (int i = rounds.size() - 1; i >= 0; i--) {
      if (fs.exists(commitFile(rounds.get(i)))) {
        return OptionalInt.of(rounds.get(i));
      }
    }
    return OptionalInt.empty();
  }

  /** The commit of a round, if there is one. */
  public Optional<Commit> commit(int round) throws IOException {
    Path file = commitFile(round);
    try {
      Commit commit = Commit.parse(file.toString(), Storage.read(fs, file));
      if (commit.round() != round) {
        throw new IOException(file + " is of round " + commit.round() + ", expected " + round);
      }
      return Optional.of(commit);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a version and checks every file that it is made of against its digest.
   *
   * @throws IOException that names the file and what was expected
   */
  public ModelVersion read(Commit commit) throws IOException {
    Path directory = attempt(commit.round(), commit.attempt());
    Layout layout =
        LayoutJson.parse(
            new Path(directory, "layout.json").toString(),
            checked(directory, named(commit, "layout.json")));
    FileDigest definition =
        commit.files().stream()
            .filter(file -> file.name().matches("architecture\\.[A-Za-z0-9]+"))
            .findFirst()
            .orElseThrow(() -> new IOException(missing(commit, "architecture.*")));
    Architecture architecture = new Architecture(definition.name(), checked(directory, definition));
    ModelParameters parameters = new ModelParameters(layout);
    for (FileDigest file : commit.files()) {
      if (file.name().startsWith("parameters/")) {
        parameters.add(new Path(directory, file.name()), checked(directory, file));
      }
    }
    float[] values = parameters.complete(new Path(directory, "parameters"));
    String digest = ModelDigest.of(layout, values);
    if (!digest.equals(commit.model())) {
      throw new IOException(
          directory
              + " holds the model "
              + digest
              + ", but "
              + commitFile(commit.round())
              + " names "
              + commit.model());
    }
    return new ModelVersion(
        commit.federation(), commit.round(), digest, layout, architecture, values);
  }

  private FileDigest named(Commit commit, String name) throws IOException {
    return commit.files().stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException(missing(commit, name)));
  }

  private String missing(Commit commit, String name) {
    return commitFile(commit.round()) + " names no file " + name;
  }

  private byte[] checked(Path directory, FileDigest file) throws IOException {
    Path path = new Path(directory, file.name());
    byte[] content;
    try {
      content = Storage.read(fs, path);
    } catch (FileNotFoundException e) {
      throw new IOException(path + " does not exist, though the commit beside it names it", e);
    }
    String found = ModelDigest.hex(content);
    if (!found.equals(file.sha256())) {
      throw new IOException(
          path
              + " is damaged: SHA-256 "
              + found
              + ", expected "
              + file.sha256()
              + " ("
              + content.length
              + " bytes, expected "
              + file.bytes()
              + ")");
    }
    return content;
  }

  /**
   * A file of a committed version's attempt, checked against its digest.
   *
   * @throws IOException that names the file and what was expected
   */
  public byte[] file(Commit commit, String name) throws IOException {
    return checked(attempt(commit.round(), commit.attempt()), named(commit, name));
  }

  /** Directory of an attempt. */
  public Path attempt(int round, String attempt) {
    return new Path(directory(round), "attempt=" + attempt);
  }

  /** Directory that a rejected round leaves. */
  public Path rejected(int round, String attempt) {
    return new Path(directory(round), "rejected=" + attempt);
  }

  /** The file whose existence makes a version. */
  public Path commitFile(int round) {
    return new Path(directory(round), "commit.json");
  }

  private Path directory(int round) {
    return new Path(models, "round=" + round);
  }

  /**
   * Makes the version exist whose attempt has been written.
   *
   * @return the commit that stands now: this one, or another attempt's that was first
   * @throws CommitStateUnknownException where the attempt may be committed, or may still become so:
   *     nothing of it may be deleted
   * @throws IOException where it is not and will not be
   */
  public Commit publish(Commit commit) throws IOException {
    byte[] content = commit.toJson().getBytes(StandardCharsets.UTF_8);
    Path file = commitFile(commit.round());
    if (created(file, content)) {
      return commit;
    }
    return commit(commit.round())
        .orElseThrow(() -> new CommitStateUnknownException(file + " existed a moment ago", null));
  }

  private boolean created(Path file, byte[] content) throws IOException {
    try {
      return protocol.createIfAbsent(file, content);
    } catch (RuntimeException | Error e) {
      // Nobody foresaw this, so nobody knows how far it had come.
      throw CommitStateUnknownException.of(file, e);
    }
  }
}
