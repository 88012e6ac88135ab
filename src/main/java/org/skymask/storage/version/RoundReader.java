package org.skymask.storage.version;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.MemoryRecord;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.Outcome;
import org.skymask.model.RootLoss;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Candidate;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.DecisionRecord;
import org.skymask.model.RoundRecord.Further;
import org.skymask.model.RoundRecord.Input;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.model.RoundRecord.Stage;

/** A {@link RoundRecord} from the fields of round.json. */
final class RoundReader {
  private RoundReader() {}

  static RoundRecord read(Fields fields) {
    return new RoundRecord(
        fields.textOrEmpty("federation"),
        fields.integer("round"),
        fields.textOrEmpty("attempt"),
        fields.text("outcome"),
        fields.textOrEmpty("why"),
        fields.textOrEmpty("aggregator"),
        counts(fields.inner("counts")),
        fields.numbers("loss"),
        fields.number("gain"),
        fields.has("decision") ? decision(fields.inner("decision")) : null,
        fields.texts("rows"),
        fields.numbers("plane"),
        fields.objects("stages", RoundReader::stage),
        fields.textOrEmpty("baseModel"),
        fields.textOrNull("model"),
        fields.objects("inputs", RoundReader::input),
        fields.textOrNull("rootData"),
        fields.inner("configuration").values(),
        fields.inner("versions").textValues(),
        fields.has("rootLoss") ? rootLoss(fields.inner("rootLoss")) : null,
        fields.has("rollback") ? rollback(fields.inner("rollback")) : null,
        fields.has("memory") ? memory(fields.inner("memory")) : null);
  }

  private static RootLoss rootLoss(Fields fields) {
    return new RootLoss(fields.number("base"), fields.number("model"));
  }

  private static Rollback rollback(Fields fields) {
    return new Rollback(fields.integer("to"), fields.textOrEmpty("reason"));
  }

  private static MemoryRecord memory(Fields fields) {
    return new MemoryRecord(
        fields.textOrEmpty("state"),
        fields.textOrNull("why"),
        fields.integer("age", 0),
        fields.number("rootCurvature"),
        fields.has("change") ? change(fields.inner("change")) : null);
  }

  private static Change change(Fields fields) {
    boolean banned = fields.textOrEmpty("outcome").equals(Outcome.BANNED.code());
    return new Change(
        banned ? Outcome.BANNED : Outcome.PARDONED,
        fields.textOrEmpty("client"),
        fields.textOrEmpty("reason"));
  }

  private static Further further(Fields fields) {
    return new Further(fields.number("h"), fields.flag("twin"), fields.number("x"));
  }

  private static Counts counts(Fields fields) {
    return new Counts(
        fields.integer("accepted", 0),
        fields.integer("filtered", 0),
        fields.integer("quarantined", 0),
        fields.integer("incomplete", 0));
  }

  private static DecisionRecord decision(Fields fields) {
    return new DecisionRecord(
        fields.textOrEmpty("name"),
        fields.integer("taken", -1),
        fields.objects("candidates", RoundReader::candidate));
  }

  private static Candidate candidate(Fields fields) {
    return new Candidate(
        fields.textOrEmpty("view"),
        fields.textOrNull("layer"),
        fields.number("gain"),
        fields.texts("kept"),
        fields.texts("leftOut"),
        fields.number("a"),
        fields.number("u"),
        fields.number("q"),
        fields.number("c"),
        fields.number("r"),
        fields.number("votes"),
        fields.number("required"),
        fields.flag("passes"),
        fields.has("twin") ? further(fields) : null);
  }

  private static Stage stage(Fields fields) {
    @Nullable List<Double> epochs = fields.has("epochs") ? fields.numbers("epochs") : null;
    return new Stage(fields.textOrEmpty("name"), fields.number("seconds"), epochs);
  }

  private static Input input(Fields fields) {
    return new Input(fields.textOrEmpty("client"), fields.textOrEmpty("manifest"));
  }
}
