package org.skymask.round;

import java.util.List;

/**
 * Watches a round, for terminals and observers. All methods have empty defaults. A method must be
 * quick and must not throw, because the round waits for it.
 */
public interface Progress {
  /** Nobody watches. */
  Progress SILENT = new Progress() {};

  /** A round begins; what it starts from has not been looked at yet. */
  default void begins(RoundId round) {}

  /** A stage begins. */
  default void stage(String stage, String description) {}

  /** A stage has ended, well or not. */
  default void ended(String stage, double seconds) {}

  /** Admission has judged every upload. */
  default void admitted(List<UploadSummary> uploads) {}

  /** An epoch of mask training has ended. */
  default void epoch(int epoch, int epochs, double loss) {}

  /**
   * Tasks of what Spark computes now have ended, or Spark begins with them. Called from another
   * thread, and perhaps a little late: the stage that it belongs to may have ended.
   *
   * @param done how many; 0 where Spark begins
   * @param all of how many; a stage of a round may compute several things one after the other
   */
  default void tasks(int done, int all) {}

  /** The files of a version are written, and the step that commits it begins. */
  default void commits() {}

  /** Both watch. */
  static Progress both(Progress first, Progress second) {
    return new Progress() {
      @Override
      public void begins(RoundId round) {
        first.begins(round);
        second.begins(round);
      }

      @Override
      public void stage(String stage, String description) {
        first.stage(stage, description);
        second.stage(stage, description);
      }

      @Override
      public void ended(String stage, double seconds) {
        first.ended(stage, seconds);
        second.ended(stage, seconds);
      }

      @Override
      public void admitted(List<UploadSummary> uploads) {
        first.admitted(uploads);
        second.admitted(uploads);
      }

      @Override
      public void epoch(int epoch, int epochs, double loss) {
        first.epoch(epoch, epochs, loss);
        second.epoch(epoch, epochs, loss);
      }

      @Override
      public void tasks(int done, int all) {
        first.tasks(done, all);
        second.tasks(done, all);
      }

      @Override
      public void commits() {
        first.commits();
        second.commits();
      }
    };
  }
}
