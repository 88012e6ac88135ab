package org.skymask;

import org.junit.jupiter.api.Test;
import org.skymask.fixture.Needs;

/**
 * Flower with the project's launcher ({@code src/test/python/test_flower.py}): ten silos in a
 * simulation, among others that send odd things, and as SuperNodes that sign, with a server that is
 * killed. Three of the ten flip labels. Needs SKYMASK_TEST_FLOWER, a Python with the client's extra
 * {@code flower}, flwr's {@code simulation}, scikit-learn and pytest.
 */
class FlowerIT {
  @Test
  void threeWhoFlipLabelsAreLeftOutAndAServerThatWasKilledGoesOn() {
    PythonTests.run(Needs.variable("SKYMASK_TEST_FLOWER"), "src/test/python/test_flower.py", 2);
  }
}
