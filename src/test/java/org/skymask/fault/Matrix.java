package org.skymask.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;

/**
 * A round that meets a fault at the k-th operation of its storage, for every k; after each the
 * invariants, and the same round again undisturbed.
 */
abstract class Matrix {
  final Medium medium;
  final Map<String, String> settings;
  final Trial trial;

  private final String round;
  private final String expected;
  private final List<String> operations;

  /**
   * @param round names the settings in tables
   */
  Matrix(JavaSparkContext spark, Medium medium, String round, Map<String, String> settings)
      throws IOException {
    this.medium = medium;
    this.round = round;
    this.settings = settings;
    this.trial = new Trial(spark, medium, settings);
    medium.arm(null);
    this.expected = trial.digest(medium.models());
    this.operations = trial.operations();
  }

  /** What an undisturbed round asks of the storage. */
  final List<String> operations() {
    return operations;
  }

  /** How the disturbed run is told in tables. */
  abstract String told(Effect effect);

  /**
   * How a round under a fault went.
   *
   * @param exit its exit code; 137 where it was killed
   * @param hit the operation that met the fault
   */
  record Disturbed(int exit, String hit) {}

  /** Runs the round under a fault. */
  abstract Disturbed disturbed(String models, Fault fault) throws IOException, InterruptedException;

  /** Whether an operation changes the storage. */
  static boolean isWriting(String operation) {
    return !operation.matches("(open|read|list|status|GET|HEAD) .*");
  }

  /** An operation without what is another in every round. */
  private static String kind(String operation) {
    return operation
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>")
        .replaceAll("/models-\\d+", "/models")
        .replaceAll("uploadId=[^&]+", "uploadId=<id>");
  }

  /** Whether the outcome of a commit can be unknown: only once somebody has begun to commit. */
  boolean mayBeUnknown(int k) {
    return operations.subList(0, k).stream().anyMatch(Medium::isCommit);
  }

  /** Runs a case for every operation that is wanted, and adds their row. */
  final void run(Moment moment, Effect effect, Predicate<String> wanted, Table table)
      throws IOException, InterruptedException {
    List<FaultOutcome> outcomes = new ArrayList<>();
    for (int k = 1; k <= operations.size(); k++) {
      if (wanted.test(operations.get(k - 1))) {
        outcomes.add(attempt(k, moment, effect));
      }
    }
    if (outcomes.isEmpty()) {
      throw new IllegalArgumentException("none of these is wanted: " + operations);
    }
    String when = moment.name().toLowerCase(Locale.ROOT);
    table.add(medium.name(), round, told(effect) + ", " + when, outcomes);
  }

  private FaultOutcome attempt(int k, Moment moment, Effect effect)
      throws IOException, InterruptedException {
    String what = k + " " + operations.get(k - 1);
    String models = medium.models();
    Invariants invariants =
        new Invariants(medium.undisturbed(), models, medium.updates(), expected);
    int first = -1;
    boolean committed = false;
    int second = -1;
    try {
      Disturbed disturbed = disturbed(models, new Fault(k, moment, effect, medium.scope()));
      medium.arm(null);
      first = disturbed.exit();
      if (!kind(disturbed.hit()).equals(kind(operations.get(k - 1)))) {
        throw new AssertionError("the fault hit another operation: " + disturbed.hit());
      }
      if (first == 6 && !mayBeUnknown(k)) {
        throw new AssertionError("exit 6 before anything was committed");
      }
      committed = invariants.check(first);
      second = trial.exit(models);
      if (!invariants.check(second) || second != 0) {
        throw new AssertionError("the next run ended with " + second);
      }
      boolean left = !invariants.leftovers().isEmpty();
      return new FaultOutcome(what, first, committed, second, left, null);
    } catch (IOException | AssertionError e) {
      return new FaultOutcome(what, first, committed, second, false, String.valueOf(e));
    }
  }
}
