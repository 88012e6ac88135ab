package org.skymask.storage.version;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.Architecture;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelDigest;
import org.skymask.model.ModelVersion;
import org.skymask.model.RoundRecord;
import org.skymask.storage.FileNames;
import org.skymask.storage.Location;
import org.skymask.storage.Storage;
import org.skymask.storage.commit.CommitProtocol;
import org.skymask.storage.commit.CommitProtocols;
import org.skymask.storage.commit.CommitStateUnknownException;

/**
 * The versions of a federation's model below one directory: {@code round=<r>/commit.json} and the
 * attempt that it names.
 */
public final class ModelStore {
  private final Path models;
  private final FileSystem fs;
  private final CommitProtocol protocol;
  private final Configuration hadoop;

  /**
   * @param models URI of the directory; need not exist yet
   */
  public ModelStore(String models, Configuration hadoop) throws IOException {
    this.models = Location.of(models, hadoop);
    this.fs = Storage.of(this.models, hadoop);
    this.protocol = CommitProtocols.of(fs, this.models);
    this.hadoop = hadoop;
  }

  public ModelStore(Path models, FileSystem fs, CommitProtocol protocol) {
    this.models = models;
    this.fs = fs;
    this.protocol = protocol;
    this.hadoop = fs.getConf();
  }

  /** The directory, absolute. */
  public Path location() {
    return models;
  }

  public FileSystem fileSystem() {
    return fs;
  }

  /** Whether versions are there after this process, so that somebody may look at them. */
  public boolean lasts() {
    return protocol.lasts();
  }

  /** How other places are reached: that of the file system may hold the settings of one bucket. */
  public Configuration configuration() {
    return hadoop;
  }

  /** The rounds that have a directory, committed or not, from the first to the last. */
  public List<Integer> listRounds() throws IOException {
    List<Integer> rounds = new ArrayList<>();
    for (FileStatus status : Storage.list(fs, models)) {
      FileNames.roundOf(status.getPath().getName()).ifPresent(rounds::add);
    }
    rounds.sort(null);
    return rounds;
  }

  /** The newest committed version. */
  public OptionalInt findLatest() throws IOException {
    List<Integer> rounds = listRounds();
    for (int i = rounds.size() - 1; i >= 0; i--) {
      if (fs.exists(commitFile(rounds.get(i)))) {
        return OptionalInt.of(rounds.get(i));
      }
    }
    return OptionalInt.empty();
  }

  /** The commit of a round, if there is one. */
  public Optional<Commit> readCommit(int round) throws IOException {
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
    AttemptFiles attempt = files(commit);
    Layout layout = readLayout(commit);
    FileDigest definition =
        commit.files().stream()
            .filter(file -> FileNames.isArchitecture(file.name()))
            .findFirst()
            .orElseThrow(() -> new IOException(missing(commit, FileNames.ARCHITECTURES)));
    byte[] loss =
        layout.signature().loss() == LossFunction.FUNCTION
            ? attempt.read(named(commit, FileNames.LOSS))
            : null;
    Architecture architecture = new Architecture(definition.name(), attempt.read(definition), loss);
    float[] values = attempt.readValues(commit.values(), layout);
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

  /** The layout of a version, checked against its digest. */
  public Layout readLayout(Commit commit) throws IOException {
    String file = new Path(attempt(commit.round(), commit.attempt()), FileNames.LAYOUT).toString();
    return LayoutJson.parse(file, readFile(commit, FileNames.LAYOUT));
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

  /**
   * A file of a committed version's attempt, checked against its digest.
   *
   * @throws IOException that names the file and what was expected
   */
  public byte[] readFile(Commit commit, String name) throws IOException {
    return files(commit).read(named(commit, name));
  }

  /**
   * What a committed version's round.json says.
   *
   * @throws IOException that names the file and what is wrong with it
   */
  public RoundRecord readRecord(Commit commit) throws IOException {
    Path file = new Path(attempt(commit.round(), commit.attempt()), FileNames.ROUND_RECORD);
    return RoundJson.parse(file.toString(), readFile(commit, FileNames.ROUND_RECORD));
  }

  /** The files of a committed version's attempt. */
  public AttemptFiles files(Commit commit) {
    return new AttemptFiles(fs, attempt(commit.round(), commit.attempt()));
  }

  /** Directory of an attempt. */
  public Path attempt(int round, String attempt) {
    return new Path(directory(round), FileNames.attempt(attempt));
  }

  /** Directory that a rejected round leaves. */
  public Path rejected(int round, String attempt) {
    return new Path(directory(round), FileNames.rejected(attempt));
  }

  /** The file whose existence makes a version. */
  public Path commitFile(int round) {
    return new Path(directory(round), FileNames.COMMIT);
  }

  /** Directory of a round. */
  public Path directory(int round) {
    return new Path(models, FileNames.round(round));
  }

  /**
   * Tries whether a version could be committed, before anything is computed for it, and leaves
   * nothing behind. Does nothing where the round has been committed: a caller who asks for it again
   * needs no right to write.
   *
   * @throws IOException that names its commit and says what prevents it
   */
  public void rehearse(int round) throws IOException {
    Path file = commitFile(round);
    if (!fs.exists(file)) {
      protocol.rehearse(file);
    }
  }

  /**
   * Commits a version whose attempt has been written.
   *
   * @return the commit that stands now, this one or that of another attempt that was first; it and
   *     all that it names survive a power cut
   * @throws CommitStateUnknownException where the attempt may be committed, or may still become so:
   *     nothing of it may be deleted
   * @throws IOException where it is not and will not be
   */
  public Commit publish(Commit commit) throws IOException {
    byte[] content = commit.toJson().getBytes(StandardCharsets.UTF_8);
    Path file = commitFile(commit.round());
    protocol.force(directories(commit));
    if (created(file, content)) {
      return commit;
    }
    Commit standing =
        readCommit(commit.round())
            .orElseThrow(
                () -> new CommitStateUnknownException(file + " existed a moment ago", null));
    settle(standing);
    return standing;
  }

  /**
   * Makes a commit that was found, and all that it names, survive a power cut: the driver that made
   * it may have died before that.
   *
   * @throws CommitStateUnknownException where it may not survive
   * @throws IOException where what it names is not there
   */
  public void settle(Commit standing) throws IOException {
    try {
      protocol.force(directories(standing));
    } catch (NoSuchFileException e) {
      throw new IOException(
          e.getFile()
              + " does not exist, though "
              + commitFile(standing.round())
              + " names files in it",
          e);
    } catch (IOException e) {
      throw CommitStateUnknownException.of(commitFile(standing.round()), e);
    }
  }

  /** Those that hold the names of a version's files, and the commit's. */
  private List<Path> directories(Commit commit) {
    Path attempt = attempt(commit.round(), commit.attempt());
    return Stream.concat(
            commit.files().stream().map(file -> new Path(attempt, file.name()).getParent()),
            Stream.of(directory(commit.round())))
        .distinct()
        .toList();
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
