package org.skymask.attack;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.skymask.model.Layer;
import org.skymask.model.Layer.Range;
import org.skymask.model.ModelData;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/**
 * A backdoor only in the layers that it needs (Zhuang et al., "Backdoor Federated Learning by
 * Poisoning Backdoor-Critical Layers", ICLR 2024, section 3 and 4.1).
 *
 * <p>B is the mean of what the malicious clients trained honestly, M continues it on their data
 * with and without the trigger ({@code steps} gradient steps over {@code examples} of them,
 * together {@code length} times as long as B). Forward substitution: how much the backdoor's loss
 * rises when one layer of M becomes B's. Backward: layers of M go into B, the one that mattered
 * most first, until {@code recovered} of the loss between B and M is made up for. Sent is B with λM
 * + max(0, 1 − λ)B in these layers, λ = {@code factor}.
 *
 * <p>Where the paper measures the backdoor's success rate, this takes its loss. Knows its own data
 * only.
 */
final class CriticalLayers implements Attack {
  static final Declared<Attack> DECLARATION =
      Declaration.of(
              "critical-layers",
              "an honest update with poison only in the layers that the backdoor needs",
              "Zhuang et al., ICLR 2024")
          .with(
              Backdoor.TARGET,
              Backdoor.SIZE,
              Backdoor.VALUE,
              Parameter.of(
                  "recovered",
                  Allowed.from(0, 1),
                  0.8,
                  "share of the backdoor's loss that the layers make up for"),
              Parameter.of("factor", Allowed.from(0, 1e6), 1, "λ, factor of the poisoned layers"),
              Parameter.of(
                  "steps", Allowed.whole(1, 10_000), 20, "gradient steps of the poisoned training"),
              Parameter.of(
                  "length",
                  Allowed.from(1e-6, 1e6),
                  1,
                  "length of the poisoned training, in lengths of the honest update"),
              Parameter.of("examples", Allowed.whole(1), 500, "examples of the poisoned training"))
          .madeBy(CriticalLayers::new);

  private final PatternTrigger trigger;
  private final double recovered;
  private final double factor;
  private final int steps;
  private final double length;
  private final int examples;

  private CriticalLayers(Given given) {
    trigger = Backdoor.trigger(given);
    recovered = given.number("recovered");
    factor = given.number("factor");
    steps = given.whole("steps");
    length = given.number("length");
    examples = given.whole("examples");
  }

  @Override
  public Optional<Trigger> trigger() {
    return Optional.of(trigger);
  }

  @Override
  public float[][] craft(AttackContext context) {
    int parameters = context.layout().parameterCount();
    Descent descent = new Descent(context.loss(), context.base(), parameters);
    ModelData clean = PooledExamples.pooled(context.data(), examples);
    ModelData triggered = PooledExamples.triggered(clean, trigger, context.layout());
    float[] benign = Sight.mean(context.own());
    float[] malicious =
        descent.train(
            benign, clean.and(triggered), steps, length * Statistics.norm(benign, parameters));
    List<Layer> critical =
        critical(context.layout().layers(), benign, malicious, d -> descent.lossAt(d, triggered));
    float[] crafted = benign.clone();
    float[] mixed = Crafted.plus(Crafted.times(malicious, factor), benign, Math.max(0, 1 - factor));
    critical.forEach(layer -> copy(layer, mixed, crafted));
    return Crafted.same(context, crafted);
  }

  /** Loss of the backdoor at a delta. */
  interface BackdoorLoss {
    double of(float[] delta);
  }

  private List<Layer> critical(
      List<Layer> layers, float[] benign, float[] malicious, BackdoorLoss loss) {
    double[] without =
        layers.stream().mapToDouble(l -> loss.of(replaced(l, benign, malicious))).toArray();
    List<Layer> order =
        IntStream.range(0, layers.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -without[i]))
            .map(layers::get)
            .toList();
    double from = loss.of(benign);
    double goal = from - recovered * (from - loss.of(malicious));
    float[] mixture = benign.clone();
    int taken = 0;
    while (taken < order.size() && (taken == 0 || loss.of(mixture) > goal)) {
      copy(order.get(taken), malicious, mixture);
      taken++;
    }
    return order.subList(0, taken);
  }

  /** One layer of another delta. */
  private static float[] replaced(Layer layer, float[] from, float[] in) {
    float[] replaced = in.clone();
    copy(layer, from, replaced);
    return replaced;
  }

  private static void copy(Layer layer, float[] from, float[] to) {
    for (Range range : layer.ranges()) {
      System.arraycopy(from, range.start(), to, range.start(), range.length());
    }
  }
}
