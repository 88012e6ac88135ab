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
    Measures measures,
    Storing storing,
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
      RootSample root,
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

  /** The federations of the matrix: one a combination of its axes. */
  public List<Axes.Variant> variants() {
    return matrix.axes().variants(federation);
  }

  /** {@code matrix.*}: each list has at least one entry. */
  public record Matrix(
      List<Entry> rules,
      List<Entry> attacks,
      List<Double> fractions,
      List<Entry> splits,
      List<Long> seeds,
      Axes axes)
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

  /**
   * When models are evaluated: {@code measures.*}.
   *
   * @param examples 0: all; all after the last round
   * @param every so many rounds, and after the last one
   */
  public record Measures(int examples, int every) implements Serializable {
    /** All examples after every round. */
    public static final Measures ALL = new Measures(0, 1);

    /**
     * Test examples that a round's model is evaluated on; 0 where it is not evaluated.
     *
     * @param last number of the last round
     */
    public int in(int round, int last) {
      if (round == last) {
        return Integer.MAX_VALUE;
      }
      if (round % every != 0) {
        return 0;
      }
      return examples == 0 ? Integer.MAX_VALUE : examples;
    }
  }

  /** {@code keep} and {@code simulation.files}. */
  public record Storing(Keep keep, Files files) implements Serializable {
    /** Results alone. */
    public static final Storing RESULTS = new Storing(Keep.NOTHING, Files.AUTO);

    /** Uploads may take this part of the heap. */
    private static final int PART = 4;

    /**
     * Whether a federation has its files in the memory of the driver.
     *
     * @param alone whether the driver's JVM is the only executor
     * @param bytes of the uploads that are held at once
     * @param heap bytes that the JVM may have
     */
    public boolean isInMemory(boolean alone, long bytes, long heap) {
      return switch (files) {
        case ON -> false;
        case OFF -> true;
        case AUTO -> alone && keep == Keep.NOTHING && bytes <= heap / PART;
      };
    }
  }

  /** Whether rounds read and write files, or do the same in memory. */
  public enum Files implements Coded {
    AUTO,
    ON,
    OFF
  }

  /** What is kept of a finished cell besides its results. */
  public enum Keep implements Coded {
    NOTHING,
    MODELS,
    ALL
  }
}
