package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.named.Declaration;
import org.skymask.named.ParameterException;
import org.skymask.rule.Choice.ByBlock;
import org.skymask.rule.Choice.Weights;

/** What rules declare is what they do: they are watched while they choose. */
class LooksTest {
  private static final Map<String, Looks> METHODS =
      Map.ofEntries(
          Map.entry("rootProducts", Looks.ROOT_UPDATE),
          Map.entry("rootSquare", Looks.ROOT_UPDATE),
          Map.entry("onRoot", Looks.ROOT_DATA),
          Map.entry("labels", Looks.ROOT_DATA),
          Map.entry("baseProducts", Looks.BASE_MODEL),
          Map.entry("baseSquare", Looks.BASE_MODEL),
          Map.entry("probe", Looks.MODELS),
          Map.entry("pastProducts", Looks.LAST_AGGREGATE),
          Map.entry("pastSquare", Looks.LAST_AGGREGATE),
          Map.entry("memory", Looks.CLIENTS_BEFORE),
          Map.entry("baseAt", Looks.BASE_MODEL));

  private final Set<Looks> seen = new TreeSet<>();

  static Stream<Declaration> rules() {
    return Rules.ALL.declarations().stream();
  }

  private static Matrix rows(int count) {
    Random random = new Random(5);
    float[][] rows = new float[count][LinearModel.LAYOUT.parameterCount()];
    for (float[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (float) (1 + random.nextGaussian());
      }
    }
    return Matrix.of(rows);
  }

  private static Situation situation(int count) {
    Matrix rows = rows(count);
    return Situation.of(rows).with(LinearModel.LAYOUT).with(LinearModel.of(rows, rows.values()[0]));
  }

  private <T> T watched(Class<T> type, T watched) {
    Object spy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Looks looks = METHODS.get(method.getName());
              if (looks != null) {
                seen.add(looks);
              }
              Object answer = method.invoke(watched, arguments);
              return answer instanceof Probe probe ? watched(Probe.class, probe) : answer;
            });
    return type.cast(spy);
  }

  private static AggregationRule made(String name, int f) {
    return Rules.ALL.make(name, Map.of(), Map.of(Tolerance.F, f));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleLooksAtWhatItDeclares(Declaration rule) {
    made(rule.name(), 1).choose(watched(Geometry.class, situation(9)));
    Set<Looks> declared =
        METHODS.values().stream()
            .filter(rule.traits()::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(seen).isEqualTo(declared);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void clientsGetWhatItDeclares(Declaration rule) {
    Choice choice = made(rule.name(), 1).choose(situation(9));
    boolean byCoordinate = rule.traits().contains(Looks.BY_COORDINATE);
    assertThat(choice).isInstanceOf(byCoordinate ? ByBlock.class : Weights.class);
    if (rule.traits().contains(Looks.CHOOSES)) {
      double[] weights = ((Weights) choice).weights();
      double most = Arrays.stream(weights).max().orElseThrow();
      assertThat(Arrays.stream(weights).filter(w -> w > 0)).allMatch(w -> w == most);
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void itWithstandsAsManyAsItDeclares(Declaration rule) {
    List<Tolerance> bounds =
        rule.traits().stream()
            .filter(Tolerance.class::isInstance)
            .map(Tolerance.class::cast)
            .toList();
    for (Tolerance tolerance : bounds) {
      int least = 2 * tolerance.factor() + tolerance.more();
      assertThat(made(rule.name(), 2).choose(situation(least))).isNotNull();
      assertThatThrownBy(() -> made(rule.name(), 2).choose(situation(least - 1)))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("n >= " + tolerance.factor() + "f + " + tolerance.more());
    }
    assertThat(rule.parameters().contains(Tolerance.COUNT))
        .isEqualTo(!bounds.isEmpty() || rule.name().equals("foundationfl"));
  }
}
