package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.model.LabelledData;

/** What holds of every attack. */
class AttackPropertiesTest {
  private static final int ROUNDS = 2;
  private static final int MALICIOUS = 2;

  static List<String> names() {
    return Attacks.ALL.names();
  }

  private static List<float[][]> sent(String name, int malicious) {
    Attack attack = Attacks.ALL.make(name, Map.of());
    SmallFederation federation = new SmallFederation(malicious);
    List<float[][]> sent = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      sent.add(attack.craft(federation.next(attack)));
    }
    return sent;
  }

  @ParameterizedTest
  @MethodSource("names")
  void anUpdateForEveryMaliciousClient(String name) {
    for (int malicious : new int[] {1, 2}) {
      assertThat(sent(name, malicious))
          .allSatisfy(
              updates ->
                  assertThat(updates).hasDimensions(malicious, Perceptron.LAYOUT.valueCount()));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void finiteNumbersUnlessItIsToBeNaN(String name) {
    for (float[][] updates : sent(name, MALICIOUS)) {
      for (float[] update : updates) {
        for (int j = 0; j < Perceptron.LAYOUT.parameterCount(); j++) {
          assertThat(Float.isFinite(update[j])).isNotEqualTo(name.equals("nan"));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSameSeedsTheSameUpdates(String name) {
    List<float[][]> first = sent(name, MALICIOUS);
    List<float[][]> second = sent(name, MALICIOUS);
    for (int round = 0; round < ROUNDS; round++) {
      // Unlike AssertJ's, this takes NaN to be equal to itself.
      assertThat(Arrays.deepEquals(second.get(round), first.get(round))).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void nobodysArraysAreChangedAndNoneIsHandedOn(String name) {
    Attack attack = Attacks.ALL.make(name, Map.of());
    AttackContext context = new SmallFederation(MALICIOUS).next(attack);
    float[][] honest = copy(context.honest());
    float[][] own = copy(context.own());
    float[] base = context.base().clone();
    float[][] sent = attack.craft(context);
    assertThat(context.honest()).isDeepEqualTo(honest);
    assertThat(context.own()).isDeepEqualTo(own);
    assertThat(context.base()).containsExactly(base);
    for (float[] update : sent) {
      assertThat(Stream.of(context.own(), context.honest()).flatMap(Arrays::stream))
          .noneMatch(given -> given == update);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void theStateIsSentAsItWasTrained(String name) {
    assumeFalse(name.equals("state-shift"));
    int parameters = Perceptron.LAYOUT.parameterCount();
    for (float[] update : sent(name, MALICIOUS).get(0)) {
      assertThat(Arrays.copyOfRange(update, parameters, update.length)).containsOnly(0.25f);
    }
  }

  /** Poison travels to Spark's tasks. */
  @ParameterizedTest
  @MethodSource("names")
  void poisonIsTheSameElsewhere(String name) throws IOException, ClassNotFoundException {
    Poison poison = Attacks.ALL.make(name, Map.of()).poison();
    LabelledData data = SmallFederation.data(5, 20);
    for (int client = 0; client < MALICIOUS; client++) {
      LabelledData here = poison.of(data, Perceptron.LAYOUT, client, 9);
      LabelledData there = sentAndReceived(poison).of(data, Perceptron.LAYOUT, client, 9);
      assertThat(there.labels()).containsExactly(here.labels());
      assertThat(there.features()).containsExactly(here.features());
    }
  }

  private static Poison sentAndReceived(Poison poison) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(poison);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Poison) in.readObject();
    }
  }

  private static float[][] copy(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }
}
