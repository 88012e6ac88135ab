package org.skymask.round.judge;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skymask.job.PartitionJob;
import org.skymask.mask.UpdateBlock;
import org.skymask.named.ParameterException;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.Stages;
import org.skymask.rule.BlockAggregate;
import org.skymask.rule.Choice;
import org.skymask.rule.Choice.ByBlock;
import org.skymask.rule.Choice.Weights;
import org.skymask.rule.Composed;
import org.skymask.rule.Composed.Chosen;
import org.skymask.rule.Mixing;

/**
 * A rule of package {@code rule}, perhaps behind pre-aggregations, on a round's blocks. A client
 * with a part in the aggregate is accepted.
 */
final class RuleAggregator implements Aggregator {
  private final Composed rule;
  private final long seed;

  /**
   * @param seed from which the round's is derived
   */
  RuleAggregator(Composed rule, long seed) {
    this.rule = rule;
    this.seed = seed;
  }

  @Override
  public String name() {
    return rule.name();
  }

  @Override
  public Judgement judge(Updates updates, Stages stages) throws RejectedException, RoundException {
    try {
      Judgement judgement = stages.run("rule", name(), () -> judge(updates));
      requireFinite(judgement);
      return judgement;
    } catch (ParameterException e) {
      throw new RoundException(Kind.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /** Values that are not finite can neither be published nor read again from a version's memory. */
  private void requireFinite(Judgement judgement) throws RejectedException {
    Combination combination = Objects.requireNonNull(judgement.combination());
    if (!Arrays.stream(combination.weights()).allMatch(Double::isFinite)) {
      throw notFinite("its weights of the clients");
    }
    for (Map.Entry<String, double[]> note : combination.remembered().notes().entrySet()) {
      if (!Arrays.stream(note.getValue()).allMatch(value -> Float.isFinite((float) value))) {
        throw notFinite("what it would remember as " + note.getKey());
      }
    }
  }

  private RejectedException notFinite(String what) {
    return new RejectedException(
        "The round was rejected: the rule "
            + name()
            + " gave numbers that are not finite ("
            + what
            + "); updates may be too large to compute with.",
        List.of());
  }

  private Judgement judge(Updates updates) {
    long here = DeltaGeometry.seed(seed, updates.base().round() + 1);
    Chosen chosen = rule.choose(new DeltaGeometry(updates, seed), here);
    Combination combination = combination(updates, chosen.choice(), chosen.mixing(), here);
    boolean[] accepted = new boolean[updates.clients().size()];
    int count = 0;
    for (int i = 0; i < accepted.length; i++) {
      accepted[i] = combination.weights()[i] > 0;
      count += accepted[i] ? 1 : 0;
    }
    String why = count + " of " + accepted.length + " clients have a part in the aggregate.";
    return Judgements.plain(accepted, name(), name() + ": " + why, combination);
  }

  private Combination combination(
      Updates updates, Choice choice, double @Nullable [][] mixing, long here) {
    if (choice instanceof Weights chosen) {
      return new Combination(
          Mixing.back(chosen.weights(), mixing),
          null,
          chosen.past(),
          new Noise(chosen.noise(), here),
          new Remembered(name(), chosen.notes(), rule.remembersAggregate()));
    }
    BlockAggregate aggregate = ((ByBlock) choice).aggregate(mixing);
    int rows = mixing == null ? updates.clients().size() : mixing.length;
    return new Combination(
        Mixing.back(parts(updates, aggregate, rows), mixing),
        aggregate,
        0,
        new Noise(0, here),
        new Remembered(name(), Map.of(), rule.remembersAggregate()));
  }

  /**
   * Share of each row in the averaged values of the parameter axis; they add up to 1, or are 0
   * where nothing is averaged.
   */
  private static double[] parts(Updates updates, BlockAggregate aggregate, int rows) {
    long[] counts = new long[aggregate.rows().length];
    PartitionJob.run(
        updates.spark(),
        updates.blocks().rdd(),
        new Parts(aggregate),
        (partition, found) -> {
          for (int i = 0; i < counts.length; i++) {
            counts[i] += found[i];
          }
        });
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    double[] parts = new double[rows];
    for (int i = 0; i < counts.length; i++) {
      parts[aggregate.rows()[i]] += (double) counts[i] / Math.max(1, all);
    }
    return parts;
  }

  private record Parts(BlockAggregate aggregate) implements PartitionJob.Work<UpdateBlock, long[]> {
    @Override
    public long[] of(Iterator<UpdateBlock> partition) {
      long[] counts = new long[aggregate.rows().length];
      while (partition.hasNext()) {
        UpdateBlock block = partition.next();
        if (block.isTrainable()) {
          aggregate.count(block.start(), block.deltas(), counts);
        }
      }
      return counts;
    }
  }
}
