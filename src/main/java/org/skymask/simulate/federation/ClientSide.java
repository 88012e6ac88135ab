package org.skymask.simulate.federation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.skymask.attack.Poison;
import org.skymask.config.Experiment;
import org.skymask.config.Settings;
import org.skymask.engine.LocalTraining;
import org.skymask.mask.DeviceChoice;
import org.skymask.model.ModelVersion;
import org.skymask.simulate.federation.ClientTraining.Work;

/**
 * The clients of a simulated federation: those who do what they should, and attackers among them.
 */
final class ClientSide {
  private final JavaSparkContext spark;
  private final Population population;
  private final ClientTraining training;
  private final @Nullable Attackers attackers;
  private final Set<Integer> malicious;
  private final long seed;

  /**
   * @param device that they train on
   * @param attackers null where nobody attacks
   * @param fraction of the clients that are malicious
   */
  ClientSide(
      Laboratory lab,
      Population population,
      DeviceChoice device,
      @Nullable Attackers attackers,
      double fraction,
      long seed) {
    this.spark = lab.spark();
    this.population = population;
    this.attackers = attackers;
    this.malicious = malicious(population, attackers == null ? 0 : population.malicious(fraction));
    this.seed = seed;
    Experiment.Training how = lab.experiment().training();
    this.training =
        new ClientTraining(
            spark,
            lab.shared(),
            new LocalTraining(how.localEpochs(), how.batchSize(), how.learningRate()),
            device);
  }

  private static Set<Integer> malicious(Population population, int count) {
    return Set.copyOf(Arrays.stream(population.order()).limit(count).boxed().toList());
  }

  Set<Integer> malicious() {
    return malicious;
  }

  /**
   * Lets clients train from the model and upload.
   *
   * @param round of the experiment, which their random choices derive from
   * @param told what attackers may know of a round's settings, by how many of them take part
   */
  void upload(
      int round,
      ModelVersion model,
      int[] participants,
      UploadWriter writer,
      IntFunction<Settings> told)
      throws IOException {
    List<Work> honest = new ArrayList<>();
    List<Work> others = new ArrayList<>();
    List<Integer> ranks = malicious.stream().sorted().toList();
    for (int client : participants) {
      boolean bad = malicious.contains(client);
      Work work = work(round, client, bad ? (Integer) ranks.indexOf(client) : null);
      (bad ? others : honest).add(work);
    }
    List<Work> all = new ArrayList<>(honest);
    all.addAll(others);
    List<float[]> returned = training.train(model, all, writer);
    if (attackers != null) {
      int known = returned.size() - others.size();
      float[][] sent =
          attackers.craft(
              round,
              model,
              others,
              returned.subList(known, returned.size()),
              returned.subList(0, known),
              all.size(),
              KnownRule.of(told.apply(others.size()), model.layout()),
              Seeds.of(seed, "attack", round));
      write(attackers, round, others, sent, writer);
    }
  }

  private Work work(int round, int client, @Nullable Integer rank) {
    boolean bad = rank != null;
    Poison poison = bad && attackers != null ? attackers.attack().poison(round) : Poison.NONE;
    return new Work(
        client,
        population.clients()[client],
        Seeds.of(seed, "training", round, client),
        poison,
        rank,
        !bad,
        bad || attackers != null && attackers.knowsHonest());
  }

  private void write(
      Attackers mind, int round, List<Work> others, float[][] sent, UploadWriter writer)
      throws IOException {
    for (int i = 0; i < sent.length; i++) {
      Work work = others.get(i);
      writer.write(
          Population.name(
              work.client(), mind.attack().names(round, Objects.requireNonNull(work.malicious()))),
          sent[i],
          work.rows().length,
          spark.hadoopConfiguration());
    }
  }
}
