package org.skymask.round.judge;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.skymask.model.DecisionRecord;
import org.skymask.model.Reason;
import org.skymask.round.RoundException;
import org.skymask.round.Stages;
import org.skymask.round.recall.Remembrance;
import org.skymask.rule.BlockAggregate;
import org.skymask.rule.Memory;

/**
 * An aggregation rule in a round: decides which clients are averaged. To add one, implement this
 * and name it in {@link Aggregators}.
 */
public interface Aggregator {

  /** As {@code aggregator} names it. */
  String name();

  /**
   * @throws RejectedException when the rule rejects the round
   * @throws RoundException when it cannot be used on so many updates
   * @throws IOException when what it keeps from earlier rounds cannot be reached
   */
  Judgement judge(Updates updates, Stages stages) throws RejectedException, IOException;

  /**
   * The judgement of a rule on the admitted clients. Arrays are [clients] in row order.
   *
   * @param reason of those that are not accepted
   * @param combination how the deltas are put together; null: the mean of the accepted ones by
   *     {@code aggregation.weights}
   * @param remembrance of the clients; null for decisions without memory
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Judgement(
      boolean[] accepted,
      Reason reason,
      Plane plane,
      Training training,
      Grounds grounds,
      @Nullable Combination combination,
      @Nullable Remembrance remembrance) {

    /** The same, with what is remembered of the clients. */
    Judgement with(Remembrance other) {
      return new Judgement(accepted, reason, plane, training, grounds, combination, other);
    }

    /** The same with another reason for a person. */
    public Judgement because(String sentence) {
      Grounds told = new Grounds(grounds.gain(), grounds.decision(), sentence);
      return new Judgement(accepted, reason, plane, training, told, combination, remembrance);
    }

    /** {@link Plane#probability}. */
    public double[] probability() {
      return plane.probability();
    }

    /** {@link Plane#points}. */
    public double[][] points() {
      return plane.points();
    }

    /** {@link Plane#density}. */
    public double[] density() {
      return plane.density();
    }

    /** {@link Plane#root}. */
    public List<Double> root() {
      return plane.root();
    }

    /** {@link Training#losses}. */
    public List<Double> losses() {
      return training.losses();
    }

    /** {@link Training#seconds}. */
    public List<Double> seconds() {
      return training.seconds();
    }

    /** {@link Grounds#gain}. */
    public OptionalDouble gain() {
      return grounds.gain();
    }

    /** {@link Grounds#decision}. */
    public @Nullable DecisionRecord decision() {
      return grounds.decision();
    }

    /** {@link Grounds#why}. */
    public String why() {
      return grounds.why();
    }

    public int acceptedCount() {
      int count = 0;
      for (boolean a : accepted) {
        count += a ? 1 : 0;
      }
      return count;
    }
  }

  /**
   * Where a rule saw the clients.
   *
   * @param probability [clients] NaN where there is none
   * @param points [clients][2] in the rule's plane, NaN where there is none
   * @param density [clients] share of the binary mask that is 1, NaN where there is none
   * @param root place of the root row in the plane, empty where there is none
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Plane(double[] probability, double[][] points, double[] density, List<Double> root) {}

  /**
   * How the masks were trained; empty for rules without masks.
   *
   * @param losses one an epoch
   * @param seconds of each epoch
   */
  record Training(List<Double> losses, List<Double> seconds) {}

  /**
   * What decided.
   *
   * @param gain of the split; empty where none was looked for
   * @param why for a person
   */
  record Grounds(OptionalDouble gain, @Nullable DecisionRecord decision, String why) {}

  /**
   * How a rule with weights of its own combines the deltas.
   *
   * @param weights [clients]; without a block aggregate they are the aᵢ of Σ aᵢΔᵢ, whatever their
   *     sum, otherwise what clients.parquet says of each client's part in it
   * @param byBlock what computes the aggregate; null for a weighted sum
   * @param past share of the aggregate of the round before
   * @param noise of every parameter
   * @param remembered what the rule keeps for the next round
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Combination(
      double[] weights,
      @Nullable BlockAggregate byBlock,
      double past,
      Noise noise,
      Remembered remembered) {}

  /**
   * Normal noise, a function of seed and position.
   *
   * @param deviation standard deviation, 0 for none
   */
  record Noise(double deviation, long seed) implements Serializable {}

  /**
   * What a rule keeps for the next round.
   *
   * @param rule the only rule that may read it
   * @param notes see {@link Memory#notes}
   * @param aggregate whether the aggregate is kept too
   */
  record Remembered(String rule, Map<String, double[]> notes, boolean aggregate) {}

  /** Rejects the round: the base stands. */
  final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<Double> losses;

    public RejectedException(String why, List<Double> losses) {
      super(why);
      this.losses = losses;
    }

    List<Double> losses() {
      return losses;
    }
  }
}
