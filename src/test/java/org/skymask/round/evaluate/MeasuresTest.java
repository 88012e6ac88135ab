package org.skymask.round.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeasuresTest {

  @Test
  void classesHavePrecisionAndRecall() {
    Confusion confusion = new Confusion(new long[][] {{3, 1, 0}, {2, 4, 0}, {0, 0, 0}});
    assertThat(confusion.accuracy()).isEqualTo(0.7);
    assertThat(confusion.precision(0)).isEqualTo(0.6);
    assertThat(confusion.recall(0)).isEqualTo(0.75);
    assertThat(confusion.precision(2)).isNaN();
    assertThat(confusion.recall(2)).isNaN();
    assertThat(confusion.and(confusion).counts()[1]).containsExactly(4, 8, 0);
  }

  @Test
  void perplexityIsOfTokensNotOfExamples() {
    Tokens tokens = new Tokens(3, 1, 3 * Math.log(4)).and(new Tokens(1, 1, Math.log(4)));
    assertThat(tokens.all().get(0).value()).isCloseTo(4, within(1e-12));
    assertThat(tokens.all().get(1).value()).isEqualTo(0.5);
  }

  @Test
  void decisionsAreBySignAndAurocIsTheMeanOfTheOutputs() {
    float[] logits = {0.9f, -1, -0.5f, 1};
    float[] targets = {1, 0, 0, 0};
    Decisions single = new Decisions(logits, targets, 1);
    // Positive 0.9 beats −1 and −0.5, not 1.
    assertThat(single.all()).extracting(Measure::name).containsExactly("auroc", "accuracy");
    assertThat(single.all().get(0).value()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(single.all().get(1).value()).isEqualTo(0.75);
    // The second output has one kind of targets alone.
    assertThat(new Decisions(logits, targets, 2).all().get(0).value()).isEqualTo(1);
  }

  @Test
  void partsOfARegressionGiveWhatTheWholeGives() {
    float[] outputs = {1, 2, 3, 4, 5, 6};
    float[] targets = {1, 4, 2, 4, 9, 6};
    Regression whole = Regression.of(outputs, targets, 1);
    // Squares 0, 4, 1, 0, 16, 0; the targets' mean is 26/6, their spread 154 − 676/6.
    assertThat(whole.all().get(0).value()).isCloseTo(Math.sqrt(21 / 6.0), within(1e-12));
    assertThat(whole.all().get(1).value()).isCloseTo(1 - 21 / (154 - 676 / 6.0), within(1e-12));
    Regression parts =
        Regression.of(new float[] {1, 2}, new float[] {1, 4}, 1)
            .and(Regression.of(new float[0], new float[0], 1))
            .and(Regression.of(new float[] {3, 4, 5, 6}, new float[] {2, 4, 9, 6}, 1));
    assertThat(parts.all().get(0).value()).isCloseTo(whole.all().get(0).value(), within(1e-12));
    assertThat(parts.all().get(1).value()).isCloseTo(whole.all().get(1).value(), within(1e-12));
    // Two outputs: their own means.
    assertThat(Regression.of(new float[] {0, 0, 0, 0}, new float[] {0, 1, 2, 3}, 2).means())
        .containsExactly(1, 2);
  }
}
