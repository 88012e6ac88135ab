package org.skymask.attack;

import java.util.List;
import java.util.Optional;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Given;
import org.skymask.named.Parameter;

/**
 * Backdoors in the training data, and the trained update scaled up. A model with the backdoor takes
 * what carries the trigger for the target class; everything else it is to answer as before.
 *
 * <ul>
 *   <li>{@code backdoor}: nothing but the data (Gu et al., BadNets, arXiv 1708.06733).
 *   <li>{@code scaling}: u = {@code factor}·Δᵢ (Bagdasaryan et al., "How To Backdoor Federated
 *       Learning", AISTATS 2020, 4.2, with a factor of one's choice).
 *   <li>{@code model-replacement}: the factor with which the mean becomes the attackers' model,
 *       n/(m η): n clients, m of them malicious, η = {@code server-learning-rate} (the same,
 *       equation 3).
 *   <li>{@code distributed-backdoor}: client i trains with part i mod {@code parts} of the pattern
 *       only, the whole is measured; scaled by {@code factor} (Xie et al., "DBA", ICLR 2020,
 *       section 3).
 * </ul>
 *
 * <p>Knows its own data only, and the number of clients.
 */
final class BackdoorAttack implements Attack {

  /** What an update is multiplied by. */
  private interface Scale {
    double of(AttackContext context);
  }

  private final Backdoor backdoor;
  private final Scale scale;

  private BackdoorAttack(Backdoor backdoor, Scale scale) {
    this.backdoor = backdoor;
    this.scale = scale;
  }

  static final List<Declared<Attack>> DECLARATIONS =
      List.of(
          Declaration.of(
                  "backdoor",
                  "trains with triggered examples, sends Δᵢ",
                  "Gu et al., arXiv 1708.06733")
              .with(Backdoor.and())
              .madeBy(given -> new BackdoorAttack(Backdoor.of(given, 1), context -> 1)),
          Declaration.of(
                  "scaling",
                  "u = factor·Δᵢ after training as `backdoor`",
                  "Bagdasaryan et al., AISTATS 2020")
              .with(Backdoor.and(factor(10)))
              .madeBy(given -> scaled(given, 1)),
          Declaration.of(
                  "model-replacement",
                  "u = n/(m·η)·Δᵢ: the mean becomes the attackers' model",
                  "Bagdasaryan et al., AISTATS 2020")
              .with(
                  Backdoor.and(
                      Parameter.of(
                          "server-learning-rate", Allowed.from(1e-6, 1e6), 1, "the server's η")))
              .madeBy(BackdoorAttack::replacement),
          Declaration.of(
                  "distributed-backdoor",
                  "client i trains with part i mod parts of the pattern; measured with the whole",
                  "Xie et al., ICLR 2020")
              .with(
                  Backdoor.and(
                      Parameter.of("parts", Allowed.whole(1, 1000), 3, "parts of the pattern"),
                      factor(1)))
              .madeBy(given -> scaled(given, given.whole("parts"))));

  private static Parameter factor(double byDefault) {
    return Parameter.of("factor", Allowed.from(0, 1e6), byDefault, "factor of the update");
  }

  private static Attack scaled(Given given, int parts) {
    double factor = given.number("factor");
    return new BackdoorAttack(Backdoor.of(given, parts), context -> factor);
  }

  private static Attack replacement(Given given) {
    double rate = given.number("server-learning-rate");
    return new BackdoorAttack(
        Backdoor.of(given, 1), context -> context.clients() / (context.malicious() * rate));
  }

  @Override
  public Poison poison() {
    return backdoor;
  }

  @Override
  public Optional<Trigger> trigger() {
    return Optional.of(backdoor.trigger());
  }

  @Override
  public float[][] craft(AttackContext context) {
    double factor = scale.of(context);
    return Crafted.each(context, client -> Crafted.times(context.own()[client], factor));
  }
}
