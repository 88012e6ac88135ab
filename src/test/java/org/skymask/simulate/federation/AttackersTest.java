package org.skymask.simulate.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skymask.attack.Attack;
import org.skymask.attack.AttackContext;
import org.skymask.attack.Poison;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.ModelVersion;
import org.skymask.model.TensorSpec;
import org.skymask.rule.Composed;
import org.skymask.rule.Mean;
import org.skymask.simulate.federation.ClientTraining.Work;

/** What attackers are told of a round. */
class AttackersTest {
  private static final Layout LAYOUT =
      new Layout(List.of(1), 2, List.of(new TensorSpec("w", List.of(1), true)));
  private static final LabelledData POOL = new LabelledData(new float[] {1}, new int[] {0}, 1);
  private static final KnownRule RULE =
      new KnownRule(new Composed("fedavg", List.of(), new Mean(), List.of()), LAYOUT, 0);

  private final List<AttackContext> told = new ArrayList<>();

  private final Attackers attackers =
      new Attackers(
          new Attack() {
            @Override
            public float[][] craft(AttackContext context) {
              told.add(context);
              return context.own();
            }
          },
          POOL,
          POOL);

  private float[][] round(int round, Work... work) {
    ModelVersion base =
        new ModelVersion(
            "f",
            round - 1,
            "",
            LAYOUT,
            new Architecture("architecture.pt", new byte[0]),
            at(round));
    List<float[]> own = new ArrayList<>();
    for (Work each : work) {
      own.add(at(each.client()));
    }
    return attackers.craft(round, base, List.of(work), own, List.of(), 5, RULE, 1);
  }

  private static float[] at(float value) {
    return new float[] {value};
  }

  private static Work malicious(int client, int rank) {
    return new Work(client, new int[] {0}, 1, Poison.NONE, rank, false, true);
  }

  @Test
  void theModelBeforeIsThatOfTheRoundBefore() {
    round(1, malicious(3, 0));
    assertThat(round(2)).isEmpty();
    assertThat(round(3)).isEmpty();
    round(4, malicious(3, 0));
    assertThat(told).extracting(AttackContext::round).containsExactly(1, 4);
    assertThat(told.get(0).previous()).isNull();
    assertThat(told.get(1).previous()).containsExactly(3);
    assertThat(told.get(1).base()).containsExactly(4);
  }

  @Test
  void ranksAreThoseOfTheFederation() {
    round(1, malicious(3, 1), malicious(8, 4));
    assertThat(told.get(0).ranks()).containsExactly(1, 4);
    assertThat(told.get(0).clients()).isEqualTo(5);
    assertThat(told.get(0).others()).isEqualTo(3);
  }
}
