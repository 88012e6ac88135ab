package org.skymask.round;

/** Watches a round: what a terminal shows while it runs. */
public interface Progress {

  /** A stage begins. */
  void stage(String stage, String description);

  /** A stage has ended, well or not. */
  void ended(String stage, double seconds);

  /** An epoch of mask training has ended. */
  void epoch(int epoch, int epochs, double loss);

  /** Nobody watches. */
  Progress SILENT =
      new Progress() {
        @Override
        public void stage(String stage, String description) {}

        @Override
        public void ended(String stage, double seconds) {}

        @Override
        public void epoch(int epoch, int epochs, double loss) {}
      };
}
