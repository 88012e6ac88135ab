package org.skymask.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ClientRecordTest {
  private static ClientRecord seenIn(Integer... rounds) {
    return new ClientRecord(0, 0, 0, false, false, rounds.length, List.of(rounds));
  }

  /** Four rounds before is best; of two that are equally near the later one. */
  @Test
  void anUploadIsComparedWithOneOfAboutFourRoundsBefore() {
    assertThat(seenIn(3, 4, 5, 6, 7, 8).earlier(10)).hasValue(6);
    assertThat(seenIn(5, 7).earlier(10)).hasValue(7);
    assertThat(seenIn(2, 9).earlier(10)).hasValue(2);
    assertThat(seenIn(8, 9).earlier(10)).hasValue(8);
    assertThat(seenIn(1, 9).earlier(10)).isEqualTo(OptionalInt.empty());
    assertThat(ClientRecord.NEW.earlier(10)).isEqualTo(OptionalInt.empty());
  }

  @Test
  void roundsOfTheLastEightAreKept() {
    assertThat(seenIn(2, 3, 9).admitted(10, Double.NaN).rounds()).containsExactly(3, 9, 10);
  }

  /** 0.4, then 0.7 · 0.4 + 0.2 over 1.7; a round without κ changes nothing. */
  @Test
  void curvaturesDecay() {
    ClientRecord one = ClientRecord.NEW.admitted(3, 0.4);
    assertThat(one.curvature()).isCloseTo(0.4, within(1e-12));
    assertThat(one.validCurvature()).isNaN();
    ClientRecord two = one.admitted(4, Double.NaN).admitted(5, 0.2);
    assertThat(two.seen()).isEqualTo(3);
    assertThat(two.validCurvature()).isCloseTo(0.48 / 1.7, within(1e-12));
    assertThat(ClientRecord.NEW.curvature()).isNaN();
  }

  @Test
  void whoIsConvictedFlaggedOrBannedIsOut() {
    assertThat(ClientRecord.NEW.isOut()).isFalse();
    assertThat(ClientRecord.NEW.withEvidence(1.5).isOut()).isTrue();
    assertThat(ClientRecord.NEW.withEvidence(1.49).isOut()).isFalse();
    assertThat(ClientRecord.NEW.withReversed(true).isOut()).isTrue();
    assertThat(ClientRecord.NEW.shutOut().isOut()).isTrue();
  }
}
