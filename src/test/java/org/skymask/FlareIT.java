package org.skymask;

import org.junit.jupiter.api.Test;
import org.skymask.fixture.Needs;

/**
 * NVIDIA FLARE's simulator with the project's launcher ({@code src/test/python/test_flare.py}): ten
 * silos, three of which flip labels, and a server that is killed. Needs SKYMASK_TEST_FLARE, a
 * Python with the client's extra {@code nvflare}, scikit-learn and pytest.
 */
class FlareIT {
  @Test
  void threeWhoFlipLabelsAreLeftOutAndASimulatorThatWasKilledGoesOn() {
    PythonTests.run(Needs.variable("SKYMASK_TEST_FLARE"), "src/test/python/test_flare.py", 1);
  }
}
