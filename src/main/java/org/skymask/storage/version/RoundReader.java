package org.skymask.storage.version;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.skymask.model.DecisionRecord;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.DecisionRecord.Further;
import org.skymask.model.MemoryRecord;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.Outcome;
import org.skymask.model.RootLoss;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.Input;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.model.RoundRecord.Stage;
import org.skymask.model.SplitView;

/** A {@link RoundRecord} from the fields of round.json. */
final class RoundReader {
  private RoundReader() {}

  static RoundRecord read(Fields fields) {
    return new RoundRecord(
        new RoundRecord.Identity(
            fields.textOrEmpty(RoundField.FEDERATION),
            fields.integer(RoundField.ROUND),
            fields.textOrEmpty(RoundField.ATTEMPT),
            fields.textOrEmpty(RoundField.BASE_MODEL)),
        new RoundRecord.Result(
            fields.code(RoundField.OUTCOME, Outcome.class),
            fields.textOrEmpty(RoundField.WHY),
            counts(fields.inner(RoundField.COUNTS)),
            fields.textOrNull(RoundField.MODEL),
            fields.has(RoundField.ROOT_LOSS) ? rootLoss(fields.inner(RoundField.ROOT_LOSS)) : null),
        new RoundRecord.Judged(
            aggregator(fields.textOrEmpty(RoundField.AGGREGATOR)),
            fields.numberIfKnown(RoundField.GAIN),
            fields.has(RoundField.DECISION) ? decision(fields.inner(RoundField.DECISION)) : null,
            fields.texts(RoundField.ROWS),
            fields.numbers(RoundField.PLANE),
            fields.numbers(RoundField.LOSS),
            fields.has(RoundField.MEMORY) ? memory(fields.inner(RoundField.MEMORY)) : null),
        new RoundRecord.Origin(
            fields.objects(RoundField.INPUTS, RoundReader::input),
            fields.textOrNull(RoundField.ROOT_DATA),
            fields.inner(RoundField.CONFIGURATION).values(),
            fields.inner(RoundField.VERSIONS).textValues()),
        fields.objects(RoundField.STAGES, RoundReader::stage),
        fields.has(RoundField.ROLLBACK) ? rollback(fields.inner(RoundField.ROLLBACK)) : null);
  }

  /** Rounds without a rule have an empty name in the file. */
  private static @Nullable String aggregator(String name) {
    return name.isEmpty() ? null : name;
  }

  private static RootLoss rootLoss(Fields fields) {
    return new RootLoss(fields.number(RoundField.BASE), fields.number(RoundField.MODEL));
  }

  private static Rollback rollback(Fields fields) {
    return new Rollback(fields.integer(RoundField.TO), fields.textOrEmpty(RoundField.REASON));
  }

  private static MemoryRecord memory(Fields fields) {
    return new MemoryRecord(
        fields.code(RoundField.STATE, MemoryRecord.State.class),
        fields.textOrNull(RoundField.WHY),
        fields.integer(RoundField.AGE, 0),
        fields.numberIfKnown(RoundField.ROOT_CURVATURE),
        fields.has(RoundField.CHANGE) ? change(fields.inner(RoundField.CHANGE)) : null);
  }

  private static Change change(Fields fields) {
    return new Change(
        fields.code(RoundField.OUTCOME, Outcome.class),
        fields.textOrEmpty(RoundField.CLIENT),
        fields.textOrEmpty(RoundField.REASON));
  }

  private static Further further(Fields fields) {
    return new Further(
        fields.number(RoundField.HELP),
        fields.flag(RoundField.TWIN),
        fields.number(RoundField.NET_HARM));
  }

  private static Counts counts(Fields fields) {
    return new Counts(
        fields.integer(RoundField.ACCEPTED, 0),
        fields.integer(RoundField.FILTERED, 0),
        fields.integer(RoundField.QUARANTINED, 0),
        fields.integer(RoundField.INCOMPLETE, 0));
  }

  private static DecisionRecord decision(Fields fields) {
    return new DecisionRecord(
        fields.textOrEmpty(RoundField.NAME),
        taken(fields.integer(RoundField.TAKEN, RoundField.NONE_TAKEN)),
        fields.objects(RoundField.CANDIDATES, RoundReader::candidate));
  }

  private static OptionalInt taken(int index) {
    return index == RoundField.NONE_TAKEN ? OptionalInt.empty() : OptionalInt.of(index);
  }

  private static Candidate candidate(Fields fields) {
    return new Candidate(
        new SplitView(fields.textOrEmpty(RoundField.VIEW)),
        fields.textOrNull(RoundField.LAYER),
        fields.number(RoundField.GAIN),
        fields.texts(RoundField.KEPT),
        fields.texts(RoundField.LEFT_OUT),
        new DecisionRecord.WitnessValues(
            fields.number(RoundField.LOSS_OF_LEFT_OUT),
            fields.number(RoundField.LOSS_OF_EVERYBODY),
            fields.number(RoundField.MASK_DENSITY),
            fields.number(RoundField.ROOT_COSINE),
            fields.number(RoundField.ROOT_DISTANCE),
            fields.number(RoundField.VOTES)),
        new DecisionRecord.Ruling(
            fields.number(RoundField.REQUIRED),
            fields.flag(RoundField.PASSES),
            fields.has(RoundField.TWIN) ? further(fields) : null));
  }

  private static Stage stage(Fields fields) {
    @Nullable List<Double> epochs =
        fields.has(RoundField.EPOCHS) ? fields.numbers(RoundField.EPOCHS) : null;
    return new Stage(
        fields.textOrEmpty(RoundField.NAME), fields.number(RoundField.SECONDS), epochs);
  }

  private static Input input(Fields fields) {
    return new Input(
        fields.textOrEmpty(RoundField.CLIENT), fields.textOrEmpty(RoundField.MANIFEST));
  }
}
