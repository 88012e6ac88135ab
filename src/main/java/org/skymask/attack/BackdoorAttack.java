package org.skymask.attack;

import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  private final String name;
  private final Backdoor backdoor;
  private final Scale scale;

  private BackdoorAttack(String name, Backdoor backdoor, Scale scale) {
    this.name = name;
    this.backdoor = backdoor;
    this.scale = scale;
  }

  static List<AttackType> types() {
    return List.of(
        new AttackType(
            "backdoor",
            Backdoor.PARAMETERS,
            given -> new BackdoorAttack("backdoor", Backdoor.of(given, 1), context -> 1)),
        new AttackType(
            "scaling",
            AttackType.with(Backdoor.PARAMETERS, Parameter.number("factor", 10, 0, 1e6)),
            given -> scaled("scaling", given, 1)),
        new AttackType(
            "model-replacement",
            AttackType.with(
                Backdoor.PARAMETERS, Parameter.number("server-learning-rate", 1, 1e-6, 1e6)),
            BackdoorAttack::replacement),
        new AttackType(
            "distributed-backdoor",
            AttackType.with(
                Backdoor.PARAMETERS,
                Parameter.count("parts", 3, 1, 1000),
                Parameter.number("factor", 1, 0, 1e6)),
            given -> scaled("distributed-backdoor", given, given.count("parts"))));
  }

  private static Attack scaled(String name, Given given, int parts) {
    double factor = given.number("factor");
    return new BackdoorAttack(name, Backdoor.of(given, parts), context -> factor);
  }

  private static Attack replacement(Given given) {
    double rate = given.number("server-learning-rate");
    return new BackdoorAttack(
        "model-replacement",
        Backdoor.of(given, 1),
        context -> context.clients() / (context.malicious() * rate));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Knowledge> assumes() {
    return Set.of();
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
