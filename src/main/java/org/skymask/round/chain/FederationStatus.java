package org.skymask.round.chain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.MemoryRecord;
import org.skymask.model.Outcome;
import org.skymask.model.RootLoss;
import org.skymask.model.RoundRecord.Counts;

/**
 * Where a federation stands.
 *
 * @param federation its name; null where neither the configuration nor a version says
 * @param models where its versions are, absolute
 * @param updates where its uploads are, absolute; null where the configuration does not say
 * @param versions the newest ones, from new to old
 * @param rounds the rounds without a version yet, from the first to the last
 * @param unused clients with uploads for the newest version's number that no round will read,
 *     because a rollback took it
 * @param last what was published or refused last; null where nothing was
 * @param problems that were seen on the way, a sentence each; `verify` looks at everything
 */
public record FederationStatus(
    @Nullable String federation,
    String models,
    @Nullable String updates,
    List<Version> versions,
    List<OpenRound> rounds,
    List<String> unused,
    @Nullable Last last,
    List<String> problems) {

  public FederationStatus {
    versions = List.copyOf(versions);
    rounds = List.copyOf(rounds);
    unused = List.copyOf(unused);
    problems = List.copyOf(problems);
  }

  /** The newest version; null where there is none. */
  public @Nullable Version latest() {
    return versions.isEmpty() ? null : versions.get(0);
  }

  /** Whether no problem was found. */
  public boolean isRight() {
    return problems.isEmpty();
  }

  /**
   * A committed version.
   *
   * @param baseModel digest of the version before; null for version 0
   * @param committed when, by the storage's clock
   */
  public record Version(
      int round,
      String model,
      @Nullable String baseModel,
      String attempt,
      Instant committed,
      Told told) {

    /** {@link Told#outcome}. */
    public @Nullable Outcome outcome() {
      return told.outcome();
    }

    /** The code of its outcome; {@code initial} for version 0, {@code unknown} without a record. */
    public String ending() {
      Outcome outcome = told.outcome();
      return round == 0 ? "initial" : outcome == null ? "unknown" : outcome.code();
    }

    boolean isAskedFor() {
      Outcome outcome = told.outcome();
      return outcome != null && outcome.isAskedFor();
    }

    /** {@link Told#why}. */
    public String why() {
      return told.why();
    }

    /** {@link Told#counts}. */
    public @Nullable Counts counts() {
      return told.counts();
    }

    /** {@link Told#rootLoss}. */
    public @Nullable RootLoss rootLoss() {
      return told.rootLoss();
    }

    /** {@link Told#memory}. */
    public @Nullable MemoryRecord memory() {
      return told.memory();
    }
  }

  /**
   * What a version's record tells.
   *
   * @param outcome how it came to be; null for version 0, and where its record cannot be read
   * @param why what decided; empty for version 0
   * @param counts clients by verdict; null for version 0
   * @param rootLoss what the gate measured; null for version 0, and where there was no gate
   * @param memory that it was decided by; null for version 0, and for decisions without memory
   */
  public record Told(
      @Nullable Outcome outcome,
      String why,
      @Nullable Counts counts,
      @Nullable RootLoss rootLoss,
      @Nullable MemoryRecord memory) {}

  /**
   * A round without a version.
   *
   * @param complete clients whose uploads have their manifest
   * @param incomplete clients whose uploads have none yet
   * @param attempts directories of attempts that no commit names: running, or left behind
   * @param rejected what was refused, from the first to the last
   */
  public record OpenRound(
      int round,
      List<String> complete,
      List<String> incomplete,
      List<String> attempts,
      List<Rejected> rejected) {}

  /** A run of a round that the method or the quorum of accepted clients refused. */
  public record Rejected(String attempt, Instant at, String why) {}

  /**
   * The last thing that happened.
   *
   * @param ending {@link Version#ending}, or the code of the refused round's outcome
   */
  public record Last(int round, String attempt, Instant at, String ending, String why) {}
}
