package org.skymask.round.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skymask.model.LabelledData;
import org.skymask.model.Signature;

/** When the log says that a root dataset favours a class. */
class RootClassesTest {
  private static final Signature THREE = Signature.classifier(List.of(1), 3);

  private static LabelledData labels(int... labels) {
    return new LabelledData(new float[labels.length], labels, 1);
  }

  @Test
  void halfOfOneClassIsTooMuch() {
    assertThat(RootClasses.concern(labels(2, 0, 2, 1), THREE))
        .hasValue(
            "2 of its 4 examples are of class 2: where one class has half of them or more, SkyMask"
                + " may leave out honest clients");
  }

  @Test
  void lessIsNot() {
    assertThat(RootClasses.concern(labels(2, 0, 2, 1, 0), THREE)).isEmpty();
  }

  @Test
  void ofTwoClassesOneHasHalf() {
    Signature two = Signature.classifier(List.of(1), 2);
    assertThat(RootClasses.concern(labels(1, 0, 1, 1), two)).isEmpty();
  }
}
