package org.skymask.round.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Outcome;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.storage.version.Commit;

/** Checks a version against its base, and a commit against its round.json. */
final class Links {
  private Links() {}

  /**
   * What is wrong with a version's place in the chain, a sentence each.
   *
   * @param file of the later commit, for messages
   * @param earlierFile of the earlier one
   */
  static List<String> between(Commit earlier, String earlierFile, Commit later, String file) {
    List<String> wrong = new ArrayList<>();
    if (!earlier.model().equals(later.baseModel())) {
      wrong.add(
          file
              + " names the base model "
              + later.baseModel()
              + ", expected "
              + earlier.model()
              + ", the model of "
              + earlierFile);
    }
    if (!earlier.federation().equals(later.federation())) {
      wrong.add(
          file
              + " is of the federation "
              + later.federation()
              + ", and "
              + earlierFile
              + " of "
              + earlier.federation());
    }
    return wrong;
  }

  /** What is wrong with version 0 as the beginning. */
  static List<String> first(Commit commit, String file) {
    return commit.baseModel() == null
        ? List.of()
        : List.of(file + " names the base model " + commit.baseModel() + ", expected none");
  }

  /**
   * The contradictions between round.json and the commit that names it.
   *
   * @param file round.json, for messages
   */
  static List<String> withRecord(Commit commit, RoundRecord record, String file) {
    List<String> wrong = new ArrayList<>();
    compare(wrong, file, "federation", record.identity().federation(), commit.federation());
    compare(wrong, file, "round", record.identity().round(), commit.round());
    compare(wrong, file, "attempt", record.identity().attempt(), commit.attempt());
    compare(wrong, file, "baseModel", record.identity().baseModel(), commit.baseModel());
    compare(wrong, file, "model", record.result().model(), commit.model());
    return wrong;
  }

  /**
   * What is wrong with a version that a rollback made.
   *
   * @param target commit of the version that it went back to; null where there is none
   * @param file round.json, for messages
   */
  static List<String> withTarget(
      Commit commit, RoundRecord record, @Nullable Commit target, String file) {
    List<String> wrong = new ArrayList<>();
    Rollback rollback = record.rollback();
    boolean rolledBack = record.result().outcome() == Outcome.ROLLED_BACK;
    if (rolledBack != (rollback != null)) {
      wrong.add(
          file
              + " has outcome = "
              + record.result().outcome().code()
              + " and "
              + (rollback == null ? "no rollback" : "a rollback to version " + rollback.to()));
    } else if (rollback != null && rollback.to() >= commit.round() - 1) {
      wrong.add(file + " is a rollback to version " + rollback.to() + ", expected an earlier one");
    } else if (rollback != null) {
      String model = target == null ? "no commit" : target.model();
      if (!commit.model().equals(model)) {
        wrong.add(
            file
                + " is a rollback to version "
                + rollback.to()
                + ", which has "
                + model
                + ", and its commit names the model "
                + commit.model());
      }
    }
    return wrong;
  }

  private static void compare(
      List<String> wrong,
      String file,
      String field,
      @Nullable Object found,
      @Nullable Object expected) {
    if (!Objects.equals(found, expected)) {
      wrong.add(file + " has " + field + " = " + found + ", and its commit " + expected);
    }
  }
}
