package org.skymask.attack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.model.TensorSpec;

/** An attacker's situation, of which a test says what matters to it. */
final class Situation {
  private final float[][] own;
  private Layout layout;
  private float[] base;
  private float @Nullable [] previous;
  private float[][] honest = {};
  private List<ModelData> data;
  private @Nullable ModelData surrogate;
  private @Nullable Aggregation aggregation;
  private int[] ranks;
  private int clients;
  private int round = 1;
  private long seed = 7;
  private LossGradient loss =
      (values, examples, gradient) -> {
        throw new AssertionError("no attack here needs the loss");
      };

  private Situation(float[][] own) {
    this.own = own;
    this.ranks = IntStream.range(0, own.length).toArray();
    this.layout = vector(own[0].length);
    this.base = new float[own[0].length];
    this.data =
        new ArrayList<>(
            Collections.nCopies(
                own.length, (ModelData) new LabelledData(new float[0], new int[0], 2)));
  }

  /** The malicious clients' updates; the model is one vector until another layout is given. */
  static Situation own(float[]... own) {
    return new Situation(own);
  }

  static Layout vector(int parameters) {
    return new Layout(List.of(2), 2, List.of(new TensorSpec("w", List.of(parameters), true)));
  }

  static float[] row(double... values) {
    float[] row = new float[values.length];
    for (int j = 0; j < row.length; j++) {
      row[j] = (float) values[j];
    }
    return row;
  }

  Situation honest(float[]... rows) {
    honest = rows;
    return this;
  }

  Situation layout(Layout other) {
    layout = other;
    return this;
  }

  Situation models(float[] base, float @Nullable [] previous) {
    this.base = base;
    this.previous = previous;
    return this;
  }

  Situation data(List<ModelData> data, @Nullable ModelData surrogate, LossGradient loss) {
    this.data = data;
    this.surrogate = surrogate;
    this.loss = loss;
    return this;
  }

  Situation aggregation(@Nullable Aggregation rule) {
    aggregation = rule;
    return this;
  }

  /** Which of the federation's malicious clients they are, and how many clients there are. */
  Situation among(int all, int... numbers) {
    clients = all;
    ranks = numbers;
    return this;
  }

  Situation round(int number) {
    round = number;
    return this;
  }

  Situation seed(long number) {
    seed = number;
    return this;
  }

  AttackContext context() {
    return new AttackContext(
        round,
        new AttackContext.Model(layout, base, previous, loss),
        new AttackContext.Team(ranks, own, data),
        honest,
        clients == 0 ? own.length + honest.length : clients,
        surrogate,
        aggregation,
        seed);
  }

  float[][] sent(String attack, Map<String, ?> parameters) {
    return Attacks.ALL.make(attack, parameters).craft(context());
  }

  float[][] sent(String attack) {
    return sent(attack, Map.of());
  }
}
