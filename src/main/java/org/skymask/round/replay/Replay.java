package org.skymask.round.replay;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.model.ClientResult;
import org.skymask.model.Coded;
import org.skymask.model.RoundRecord;
import org.skymask.round.evaluate.Evaluation;

/**
 * What other rules would have made of a committed round's uploads.
 *
 * @param then the round as it was committed
 * @param committed the committed model, measured as the others are
 * @param changed uploads that took part then and are not as they were
 * @param variants in the order in which they were asked for
 */
public record Replay(RoundRecord then, Row committed, List<Changed> changed, List<Row> variants) {

  /**
   * A rule with its settings.
   *
   * @param name what a person calls it
   */
  public record Variant(String name, Settings settings) {}

  /** An upload of the round that is gone or has changed. */
  public record Changed(String client, String how) {}

  /**
   * How far one model is from another, in the trainable part.
   *
   * @param length L2 norm of the difference
   * @param relative that in lengths of the committed round's step; empty where it took none
   */
  public record Distance(double length, OptionalDouble relative) {}

  /**
   * What a model does on data.
   *
   * @param rootLoss mean loss on the root dataset
   * @param evaluation on the dataset that was named; null where none was
   */
  public record Quality(double rootLoss, @Nullable Evaluation evaluation) {}

  /** How it would have ended. */
  public enum End implements Coded {
    /** In a model. */
    MODEL,
    /** The method would have rejected the round: the base stands. */
    REJECTED,
    /** The rule could not be used on these uploads. */
    FAILED
  }

  /**
   * One rule's answer.
   *
   * @param why one sentence for a person
   * @param differs keys that differ from those of the committed round, as {@code key = now (was
   *     then)}
   * @param clients what clients.parquet would say; empty where it failed
   * @param measured its model; null where it failed
   * @param seconds of judging and aggregating; what all variants share is not in it; empty for what
   *     was not run
   */
  public record Row(
      String name,
      End end,
      String why,
      List<String> differs,
      List<ClientResult> clients,
      @Nullable Measured measured,
      OptionalDouble seconds) {

    /** {@link Measured#same}; false where it failed. */
    public boolean same() {
      return measured != null && measured.same();
    }

    /** {@link Measured#fromCommitted}; null where it failed. */
    public @Nullable Distance fromCommitted() {
      return measured == null ? null : measured.fromCommitted();
    }

    /** {@link Measured#fromBase}; null where it failed. */
    public @Nullable Distance fromBase() {
      return measured == null ? null : measured.fromBase();
    }

    /** {@link Measured#quality}; null where it failed. */
    public @Nullable Quality quality() {
      return measured == null ? null : measured.quality();
    }
  }

  /**
   * The model that a rule made.
   *
   * @param same whether it is the committed model, bit by bit
   */
  public record Measured(
      boolean same, Distance fromCommitted, Distance fromBase, Quality quality) {}

  /** Whether the uploads are those of the commit and every variant came to an answer. */
  public boolean isRight() {
    return changed.isEmpty() && variants.stream().noneMatch(row -> row.end() == End.FAILED);
  }
}
