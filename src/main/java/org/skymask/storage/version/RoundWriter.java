package org.skymask.storage.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skymask.model.DecisionRecord;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.DecisionRecord.Further;
import org.skymask.model.DecisionRecord.WitnessValues;
import org.skymask.model.MemoryRecord;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.RootLoss;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.Input;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.model.RoundRecord.Stage;

/** A {@link RoundRecord} as a tree. */
record RoundWriter(JsonNodeFactory nodes) {

  ObjectNode write(RoundRecord round) {
    ObjectNode tree = nodes.objectNode();
    tree.put(RoundField.FEDERATION, round.identity().federation());
    tree.put(RoundField.ROUND, round.identity().round());
    tree.put(RoundField.ATTEMPT, round.identity().attempt());
    tree.put(RoundField.OUTCOME, round.result().outcome().code());
    tree.put(RoundField.WHY, round.result().why());
    tree.put(RoundField.AGGREGATOR, round.judged().aggregatorOrEmpty());
    tree.set(RoundField.COUNTS, counts(round.result().counts()));
    tree.set(RoundField.LOSS, numbers(round.judged().loss()));
    tree.set(RoundField.ROOT_LOSS, rootLoss(round.result().rootLoss()));
    tree.set(RoundField.GAIN, number(round.judged().gain().orElse(Double.NaN)));
    tree.set(RoundField.DECISION, decision(round.judged().decision()));
    tree.set(RoundField.ROWS, texts(round.judged().rows()));
    tree.set(RoundField.PLANE, numbers(round.judged().plane()));
    tree.set(RoundField.STAGES, list(round.stages(), this::stage));
    tree.put(RoundField.BASE_MODEL, round.identity().baseModel());
    tree.put(RoundField.MODEL, round.result().model());
    tree.set(RoundField.INPUTS, list(round.origin().inputs(), this::input));
    tree.set(RoundField.CONFIGURATION, value(round.origin().configuration()));
    tree.set(RoundField.VERSIONS, value(round.origin().versions()));
    // Added later, and so behind the others.
    tree.put(RoundField.ROOT_DATA, round.origin().rootData());
    Rollback rollback = round.rollback();
    if (rollback != null) {
      tree.putObject(RoundField.ROLLBACK)
          .put(RoundField.TO, rollback.to())
          .put(RoundField.REASON, rollback.reason());
    }
    MemoryRecord memory = round.judged().memory();
    if (memory != null) {
      ObjectNode told =
          tree.putObject(RoundField.MEMORY).put(RoundField.STATE, memory.state().code());
      told.put(RoundField.WHY, memory.why()).put(RoundField.AGE, memory.age());
      told.set(RoundField.ROOT_CURVATURE, number(memory.rootCurvature().orElse(Double.NaN)));
      Change change = memory.change();
      if (change != null) {
        ObjectNode asked =
            told.putObject(RoundField.CHANGE).put(RoundField.OUTCOME, change.outcome().code());
        asked.put(RoundField.CLIENT, change.client()).put(RoundField.REASON, change.reason());
      }
    }
    return tree;
  }

  private ObjectNode counts(Counts counts) {
    ObjectNode tree = nodes.objectNode();
    tree.put(RoundField.ACCEPTED, counts.accepted());
    tree.put(RoundField.FILTERED, counts.filtered());
    tree.put(RoundField.QUARANTINED, counts.quarantined());
    return tree.put(RoundField.INCOMPLETE, counts.incomplete());
  }

  private JsonNode rootLoss(@Nullable RootLoss loss) {
    if (loss == null) {
      return nodes.nullNode();
    }
    ObjectNode tree = nodes.objectNode();
    tree.set(RoundField.BASE, number(loss.base()));
    tree.set(RoundField.MODEL, number(loss.model()));
    return tree;
  }

  private JsonNode decision(@Nullable DecisionRecord decision) {
    if (decision == null) {
      return nodes.nullNode();
    }
    ObjectNode tree = nodes.objectNode();
    tree.put(RoundField.NAME, decision.name());
    tree.put(RoundField.TAKEN, decision.taken().orElse(RoundField.NONE_TAKEN));
    tree.set(RoundField.CANDIDATES, list(decision.candidates(), this::candidate));
    return tree;
  }

  private ObjectNode candidate(Candidate candidate) {
    ObjectNode tree = nodes.objectNode();
    tree.put(RoundField.VIEW, candidate.view().code());
    tree.put(RoundField.LAYER, candidate.layer());
    tree.set(RoundField.GAIN, number(candidate.gain()));
    tree.set(RoundField.KEPT, texts(candidate.kept()));
    tree.set(RoundField.LEFT_OUT, texts(candidate.leftOut()));
    WitnessValues witnesses = candidate.witnesses();
    tree.set(RoundField.LOSS_OF_LEFT_OUT, number(witnesses.lossOfLeftOut()));
    tree.set(RoundField.LOSS_OF_EVERYBODY, number(witnesses.lossOfEverybody()));
    tree.set(RoundField.MASK_DENSITY, number(witnesses.maskDensity()));
    tree.set(RoundField.ROOT_COSINE, number(witnesses.rootCosine()));
    tree.set(RoundField.ROOT_DISTANCE, number(witnesses.rootDistance()));
    tree.set(RoundField.VOTES, number(witnesses.votes()));
    tree.set(RoundField.REQUIRED, number(candidate.required()));
    tree.put(RoundField.PASSES, candidate.passes());
    Further further = candidate.further();
    if (further != null) {
      tree.set(RoundField.HELP, number(further.help()));
      tree.put(RoundField.TWIN, further.twin());
      tree.set(RoundField.NET_HARM, number(further.netHarm()));
    }
    return tree;
  }

  private ObjectNode stage(Stage stage) {
    ObjectNode tree = nodes.objectNode();
    tree.put(RoundField.NAME, stage.name());
    tree.set(RoundField.SECONDS, number(stage.seconds()));
    if (stage.epochs() != null) {
      tree.set(RoundField.EPOCHS, numbers(stage.epochs()));
    }
    return tree;
  }

  private ObjectNode input(Input input) {
    return nodes
        .objectNode()
        .put(RoundField.CLIENT, input.client())
        .put(RoundField.MANIFEST, input.manifest());
  }

  private JsonNode number(double number) {
    return Double.isFinite(number) ? nodes.numberNode(number) : nodes.nullNode();
  }

  private ArrayNode numbers(List<Double> numbers) {
    return list(numbers, this::number);
  }

  private ArrayNode texts(List<String> texts) {
    return list(texts, nodes::textNode);
  }

  private <T> ArrayNode list(List<T> values, Function<T, ? extends JsonNode> node) {
    ArrayNode array = nodes.arrayNode(values.size());
    values.forEach(value -> array.add(node.apply(value)));
    return array;
  }

  /** Any value of the configuration; the keys of maps are sorted, since a map may have no order. */
  private JsonNode value(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      map.forEach((key, inner) -> sorted.put(String.valueOf(key), value(inner)));
      return nodes.objectNode().setAll(sorted);
    }
    if (value instanceof Iterable<?> values) {
      ArrayNode array = nodes.arrayNode();
      values.forEach(inner -> array.add(value(inner)));
      return array;
    }
    if (value instanceof Double || value instanceof Float) {
      return number(((Number) value).doubleValue());
    }
    return RoundJson.MAPPER.valueToTree(value);
  }
}
