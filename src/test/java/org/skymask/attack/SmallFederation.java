package org.skymask.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;

/**
 * Six honest clients and some malicious ones, a small model, plain means: what attacks do to it.
 */
final class SmallFederation {
  static final int HONEST = 6;
  private static final int EXAMPLES = 60;
  private static final int STEPS = 20;
  private static final float RATE = 0.3f;

  private final World world;
  private final Layout layout;
  private final LossGradient loss;
  private final int malicious;
  private final ModelData surrogate;
  private float[] base;
  private float[] previous;
  private float[][] honest = {};
  private float @Nullable [] trainedFrom;
  private int round;

  /** A model, its loss, and data by seed and size. */
  private record World(
      Layout layout, LossGradient loss, BiFunction<Long, Integer, ModelData> data) {
    ModelData data(long seed, int size) {
      return data.apply(seed, size);
    }
  }

  /** Of classifiers. */
  SmallFederation(int malicious) {
    this(new World(Perceptron.LAYOUT, new Perceptron(), SmallFederation::data), malicious);
  }

  private SmallFederation(World world, int malicious) {
    this.world = world;
    this.layout = world.layout();
    this.loss = world.loss();
    this.malicious = malicious;
    this.surrogate = world.data(1000, 60);
    this.base = initial();
    this.previous = Crafted.times(base, 0.9);
  }

  /** Of models that predict a number. */
  static SmallFederation ofNumbers(int malicious) {
    return new SmallFederation(new World(Line.LAYOUT, new Line(), Line::data), malicious);
  }

  /** Of classifiers, or of another kind of models where the attack has nothing to do with them. */
  static SmallFederation fitting(Attack attack, int malicious) {
    try {
      attack.check(Perceptron.LAYOUT, HONEST);
      return new SmallFederation(malicious);
    } catch (UnfitException e) {
      return ofNumbers(malicious);
    }
  }

  Layout layout() {
    return layout;
  }

  /** Somebody's data. */
  ModelData someData(long seed, int size) {
    return world.data(seed, size);
  }

  /** Three classes, each with pixels of its own that are bright. */
  static LabelledData data(long seed, int size) {
    Random random = new Random(seed);
    float[] features = new float[size * Perceptron.INPUTS];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(Perceptron.CLASSES);
      for (int f = 0; f < Perceptron.INPUTS; f++) {
        double bright = f / 4 == labels[i] ? 0.8 : 0;
        features[i * Perceptron.INPUTS + f] = (float) (bright + 0.3 * random.nextGaussian());
      }
    }
    return new LabelledData(features, labels, Perceptron.INPUTS);
  }

  private float[] initial() {
    Random random = new Random(3);
    float[] values = new float[layout.valueCount()];
    for (int j = 0; j < layout.parameterCount(); j++) {
      values[j] = (float) (0.3 * random.nextGaussian());
    }
    return values;
  }

  /** What the attacker sees of the next round. */
  AttackContext next(Attack attack) {
    round++;
    if (trainedFrom != base) {
      honest = trained();
      trainedFrom = base;
    }
    List<ModelData> data = new ArrayList<>();
    float[][] own = new float[malicious][];
    for (int i = 0; i < malicious; i++) {
      data.add(attack.poison().of(world.data(100 + i, EXAMPLES), layout, i, 10L * round + i));
      own[i] = trained(data.get(i));
    }
    Set<Knowledge> assumed = attack.assumes();
    return new AttackContext(
        round,
        new AttackContext.Model(layout, base, round == 1 ? null : previous, loss),
        new AttackContext.Team(IntStream.range(0, malicious).toArray(), own, data),
        honest,
        HONEST + malicious,
        assumed.contains(Knowledge.SURROGATE_ROOT) ? surrogate : null,
        assumed.contains(Knowledge.RULE) ? Sight::mean : null,
        40 + round);
  }

  private float[][] trained() {
    return IntStream.range(0, HONEST)
        .mapToObj(i -> trained(world.data(i, EXAMPLES)))
        .toArray(float[][]::new);
  }

  private float[] trained(ModelData data) {
    float[] values = base.clone();
    float[] gradient = new float[layout.parameterCount()];
    for (int step = 0; step < STEPS; step++) {
      loss.of(values, data, gradient);
      for (int j = 0; j < gradient.length; j++) {
        values[j] -= RATE * gradient[j];
      }
    }
    float[] delta = Crafted.plus(values, base, -1);
    Arrays.fill(delta, layout.parameterCount(), delta.length, 0.25f);
    return delta;
  }

  /** One round whose aggregate is the mean of everybody's updates. */
  void play(Attack attack) {
    AttackContext context = next(attack);
    List<float[]> all = new ArrayList<>(List.of(context.honest()));
    all.addAll(List.of(attack.craft(context)));
    previous = base;
    base = Crafted.plus(base, Sight.mean(all.toArray(float[][]::new)), 1);
  }

  double accuracy() {
    return Perceptron.accuracy(base, data(2000, 300));
  }

  /** Of the model, on data that nobody trained on. */
  double loss() {
    return loss.of(base, world.data(2000, 300), new float[layout.parameterCount()]);
  }

  /** Share of other classes' examples that the trigger turns into the target. */
  double attackSuccess(Trigger trigger) {
    LabelledData test = data(2000, 300);
    LabelledData triggered = (LabelledData) PooledExamples.triggered(test, trigger, layout);
    int of = 0;
    double turned = 0;
    for (int i = 0; i < test.size(); i++) {
      if (test.labels()[i] != trigger.target()) {
        of++;
        turned += Perceptron.accuracy(base, one(triggered, i));
      }
    }
    return turned / of;
  }

  private static LabelledData one(LabelledData data, int i) {
    int width = data.featureCount();
    return new LabelledData(
        Arrays.copyOfRange(data.features(), i * width, (i + 1) * width),
        new int[] {data.labels()[i]},
        width);
  }
}
