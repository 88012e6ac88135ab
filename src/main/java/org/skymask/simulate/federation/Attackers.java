package org.skymask.simulate.federation;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.attack.Attack;
import org.skymask.attack.AttackContext;
import org.skymask.attack.Knowledge;
import org.skymask.model.ModelData;
import org.skymask.model.ModelVersion;
import org.skymask.simulate.federation.ClientTraining.Work;

/**
 * The attacker behind all malicious clients, on the driver: it holds [malicious][updateCount]
 * values, and [honest][updateCount] more where the attack assumes to know the honest updates.
 */
final class Attackers {
  private final Attack attack;
  private final ModelData pool;
  private final @Nullable ModelData surrogate;
  private float @Nullable [] previous;

  /**
   * @param surrogate data like the server's
   */
  Attackers(Attack attack, ModelData pool, ModelData surrogate) {
    this.attack = attack;
    this.pool = pool;
    this.surrogate = attack.assumes().contains(Knowledge.SURROGATE_ROOT) ? surrogate : null;
  }

  Attack attack() {
    return attack;
  }

  boolean knowsHonest() {
    return attack.assumes().contains(Knowledge.HONEST_UPDATES);
  }

  /**
   * What the malicious clients send. It is to be asked in every round, also where none of them
   * takes part, so that they know the model before.
   *
   * @param work of the malicious clients
   * @param own what they have trained, in the same order
   * @param honest updates, none where the attack does not know them
   * @param clients that take part, of either kind
   * @param rule of the server
   */
  float[][] craft(
      int round,
      ModelVersion base,
      List<Work> work,
      List<float[]> own,
      List<float[]> honest,
      int clients,
      KnownRule rule,
      long seed) {
    float @Nullable [] before = previous;
    previous = base.values();
    if (work.isEmpty()) {
      return new float[0][];
    }
    List<ModelData> data = new OnDemand(work, pool, base);
    AttackContext context =
        new AttackContext(
            round,
            new AttackContext.Model(base.layout(), base.values(), before, new ModelLoss(base)),
            new AttackContext.Team(
                work.stream().mapToInt(Work::malicious).toArray(),
                own.toArray(float[][]::new),
                data),
            honest.toArray(float[][]::new),
            clients,
            surrogate,
            attack.assumes().contains(Knowledge.RULE) ? rule::aggregate : null,
            seed);
    return attack.craft(context);
  }

  /** Made when they are asked for: most attacks never look at them. */
  private static final class OnDemand extends AbstractList<ModelData> {
    private final List<Work> work;
    private final ModelData pool;
    private final ModelVersion base;
    private final @Nullable ModelData[] made;

    OnDemand(List<Work> work, ModelData pool, ModelVersion base) {
      this.work = work;
      this.pool = pool;
      this.base = base;
      this.made = new ModelData[work.size()];
    }

    @Override
    public ModelData get(int index) {
      ModelData data = made[index];
      if (data == null) {
        data = work.get(index).data(pool, base);
        made[index] = data;
      }
      return data;
    }

    @Override
    public int size() {
      return made.length;
    }
  }
}
