package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.skymask.attack.Situation.row;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.skymask.memory.Candidate;

/** Two other clients go from w = 0 to 1, the examples of the root data are at 1 and 3. */
class RememberedGuessTest {
  private static final Offset<Double> CLOSE = within(1e-5);

  private static RememberedGuess guess(int malicious, float[]... seen) {
    return new RememberedGuess(Parabola.at(0, malicious).context(), seen, Parabola.SURROGATE, 4);
  }

  private static RememberedGuess guess() {
    return guess(1, row(1), row(1));
  }

  /**
   * B at −1, everybody at (2 − 1)/3. Losses of A are 0 and 2, of B 2 and 8, of everybody 2/9 and
   * 32/9, of the base 0.5 and 4.5. Of two differences t is their sum over their distance.
   */
  @Test
  void theWitnessesAreThoseOfTheDecision() {
    Candidate candidate = guess().candidate(new float[][] {row(-1)});
    assertThat(candidate.u()).isCloseTo((2 / 9.0 + 14 / 9.0) / (12 / 9.0), CLOSE);
    assertThat(candidate.help()).isCloseTo((-1.5 - 3.5) / 2, CLOSE);
    // a = (2 + 6)/4, the masks' two, and the cosines 1 and −1.
    assertThat(candidate.votes()).isCloseTo(2 + 2 + 1, CLOSE);
    assertThat(candidate.twin()).isFalse();
    // u, the gain of 4, no help, and harm of (2.5 − 2)/2.
    assertThat(candidate.netHarm()).isCloseTo(4 / 3.0 + 1 + 0.25, CLOSE);
    assertThat(candidate.isGood()).isTrue();
    double[] after = guess().evidence(new double[] {0.5}, new float[][] {row(-1)});
    assertThat(after[0]).isCloseTo(0.5 + 4 / 3.0 + 1.25 - 2, CLOSE);
  }

  /** Honest updates help: nobody is accused, and evidence fades. */
  @Test
  void honestUpdatesLetEvidenceFade() {
    Candidate candidate = guess().candidate(new float[][] {row(1)});
    // Losses fall from 0.5 and 4.5 to 0 and 2: t = 3/2, raised to 4 along the root's way.
    assertThat(candidate.help()).isEqualTo(4);
    double[] after = guess().evidence(new double[] {1}, new float[][] {row(1)});
    assertThat(after).containsExactly(0.96);
  }

  /** A norm of 5 among two of 1: it is boosted, and clipped to 2 in means. */
  @Test
  void longUpdatesAreClippedAndDoNotCountAsOversteps() {
    Candidate boosted = guess().candidate(new float[][] {row(5)});
    // The model at 2 has losses 0.5 and 0.5: they fall by 0 and 4.
    assertThat(boosted.help()).isCloseTo(4 / 4.0, CLOSE);
    Candidate usual = guess().candidate(new float[][] {row(2)});
    assertThat(usual.help()).isEqualTo(4);
  }

  /**
   * A norm of 5 the other way, clipped to −2. Everybody is at 0: u of the differences 0.5 and 2.5,
   * h of −4 and −8. So x is 1.5, 1 for the gain and 0.5, and boosted it convicts at once.
   */
  @Test
  void longUpdatesThatHarmAreConvictedSooner() {
    Candidate boosted = guess().candidate(new float[][] {row(-5)});
    assertThat(boosted.u()).isCloseTo(1.5, CLOSE);
    assertThat(boosted.help()).isCloseTo(-3, CLOSE);
    assertThat(boosted.netHarm()).isCloseTo(3.5, CLOSE);
  }

  /** Nobody is a twin of itself, and where the others are alike too it says nothing. */
  @Test
  void copiesAmongClientsThatDifferAreTwins() {
    float[][] two = {row(-1), row(-1)};
    assertThat(guess(2, row(1), row(-1)).candidate(two).twin()).isTrue();
    assertThat(guess(2, row(1), row(1)).candidate(two).twin()).isFalse();
    assertThat(guess(1, row(1), row(-1)).candidate(new float[][] {row(-1)}).twin()).isFalse();
  }

  /** One row stands in for two clients: everybody's mean is the same. */
  @Test
  void otherClientsCountThoughTheyAreNotSeen() {
    Candidate all = guess().candidate(new float[][] {row(-1)});
    assertThat(guess(1, row(1)).candidate(new float[][] {row(-1)}).u()).isEqualTo(all.u());
  }

  /** Of two accused the one that is of use by itself is cleared: 1 less. */
  @Test
  void whoHelpsAloneIsCleared() {
    List<float[]> sent = List.of(row(-2.5), row(0.5));
    RememberedGuess guess = guess(2, row(1), row(1));
    assertThat(guess.candidate(sent.toArray(float[][]::new)).isGood()).isTrue();
    double[] after = guess.evidence(new double[] {1.2, 1.2}, sent.toArray(float[][]::new));
    assertThat(after[0]).isGreaterThan(1.2);
    assertThat(after[1]).isCloseTo(0.2, CLOSE);
  }
}
