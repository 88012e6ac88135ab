package org.skymask.round;

/** Watches a round: what a terminal shows while it runs. Nothing has to be listened to. */
public interface Progress {
  /** Nobody watches. */
  Progress SILENT = new Progress() {};

  /** A stage begins. */
  default void stage(String stage, String description) {}

  /** A stage has ended, well or not. */
  default void ended(String stage, double seconds) {}

  /** An epoch of mask training has ended. */
  default void epoch(int epoch, int epochs, double loss) {}
}
