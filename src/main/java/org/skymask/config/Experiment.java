package org.skymask.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Coded;

/**
 * An experiment file, every key in its range; {@code experiment.conf} beside this class documents
 * them.
 *
 * @param settings of all rounds, by key
 */
public record Experiment(
    String name,
    Data data,
    Federation federation,
    Training training,
    Matrix matrix,
    int measuredExamples,
    Keep keep,
    Map<String, String> settings)
    implements Serializable {

  public Experiment {
    settings = Map.copyOf(settings);
  }

  /**
   * Where examples come from: {@code data.*}.
   *
   * @param test null where a share of the others serves
   */
  public record Data(String train, @Nullable String test) implements Serializable {}

  /**
   * {@code federation.*}.
   *
   * @param examples for all clients together; 0: all
   * @param architecture name of a shipped one, or a path
   */
  public record Federation(
      int clients,
      int examples,
      int rootExamples,
      double testShare,
      String architecture,
      Presence presence)
      implements Serializable {}

  /**
   * Which clients are there: {@code federation.participation} and {@code federation.late}.
   *
   * @param participation share of those who are there that take part in a round
   * @param lateShare of all clients
   * @param lateRound in which these are first there
   */
  public record Presence(double participation, double lateShare, int lateRound)
      implements Serializable {
    /** In every round. */
    public static final Presence EVERYBODY = new Presence(1, 0, 1);

    /** Whether any client is missing in the first rounds. */
    public boolean isAnybodyLate() {
      return lateShare > 0 && lateRound > 1;
    }
  }

  /**
   * {@code training.*}.
   *
   * @param clientsARound 0: as {@link Presence#participation} says
   */
  public record Training(
      int rounds, int localEpochs, int batchSize, double learningRate, int clientsARound)
      implements Serializable {}

  /** {@code matrix.*}: each list has at least one entry. */
  public record Matrix(
      List<Entry> rules,
      List<Entry> attacks,
      List<Double> fractions,
      List<Entry> splits,
      List<Long> seeds)
      implements Serializable {}

  /**
   * A rule, attack or split of the matrix.
   *
   * @param label what results call it; unique among its kind
   * @param name of the rule, attack or split
   * @param parameters its own by name; for a rule settings by key, all of them texts
   */
  public record Entry(String label, String name, Map<String, Object> parameters)
      implements Serializable {}

  /** What is kept of a finished cell besides its results. */
  public enum Keep implements Coded {
    NOTHING,
    MODELS,
    ALL
  }
}
