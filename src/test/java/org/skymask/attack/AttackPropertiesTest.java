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
import org.skymask.model.Layout;
import org.skymask.model.ModelData;

/** What holds of every attack. */
class AttackPropertiesTest {
  private static final int ROUNDS = 2;
  private static final int MALICIOUS = 2;

  static List<String> names() {
    return Attacks.ALL.names();
  }

  private static Layout layout(String name) {
    return SmallFederation.fitting(Attacks.ALL.make(name, Map.of()), 1).layout();
  }

  private static List<float[][]> sent(String name, int malicious) {
    Attack attack = Attacks.ALL.make(name, Map.of());
    SmallFederation federation = SmallFederation.fitting(attack, malicious);
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
              updates -> assertThat(updates).hasDimensions(malicious, layout(name).updateCount()));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void finiteNumbersUnlessItIsToBeNaN(String name) {
    for (float[][] updates : sent(name, MALICIOUS)) {
      for (float[] update : updates) {
        for (int j = 0; j < layout(name).parameterCount(); j++) {
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
    AttackContext context = SmallFederation.fitting(attack, MALICIOUS).next(attack);
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
    int parameters = layout(name).parameterCount();
    for (float[] update : sent(name, MALICIOUS).get(0)) {
      assertThat(Arrays.copyOfRange(update, parameters, update.length)).containsOnly(0.25f);
    }
  }

  /** Poison travels to Spark's tasks. */
  @ParameterizedTest
  @MethodSource("names")
  void poisonIsTheSameElsewhere(String name) throws IOException, ClassNotFoundException {
    Attack attack = Attacks.ALL.make(name, Map.of());
    Poison poison = attack.poison();
    SmallFederation federation = SmallFederation.fitting(attack, MALICIOUS);
    ModelData data = federation.someData(5, 20);
    for (int client = 0; client < MALICIOUS; client++) {
      ModelData here = poison.of(data, federation.layout(), client, 9);
      ModelData there = sentAndReceived(poison).of(data, federation.layout(), client, 9);
      assertThat(there.digest()).isEqualTo(here.digest());
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
