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
import org.skymask.model.MemoryRecord;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.RootLoss;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Candidate;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.DecisionRecord;
import org.skymask.model.RoundRecord.Further;
import org.skymask.model.RoundRecord.Input;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.model.RoundRecord.Stage;

/** A {@link RoundRecord} as a tree. */
record RoundWriter(JsonNodeFactory nodes) {

  ObjectNode write(RoundRecord round) {
    ObjectNode tree = nodes.objectNode();
    tree.put("federation", round.federation());
    tree.put("round", round.round());
    tree.put("attempt", round.attempt());
    tree.put("outcome", round.outcome());
    tree.put("why", round.why());
    tree.put("aggregator", round.aggregator());
    tree.set("counts", counts(round.counts()));
    tree.set("loss", numbers(round.loss()));
    tree.set("rootLoss", rootLoss(round.rootLoss()));
    tree.set("gain", number(round.gain()));
    tree.set("decision", decision(round.decision()));
    tree.set("rows", texts(round.rows()));
    tree.set("plane", numbers(round.plane()));
    tree.set("stages", list(round.stages(), this::stage));
    tree.put("baseModel", round.baseModel());
    tree.put("model", round.model());
    tree.set("inputs", list(round.inputs(), this::input));
    tree.set("configuration", value(round.configuration()));
    tree.set("versions", value(round.versions()));
    // Added later, and so behind the others.
    tree.put("rootData", round.rootData());
    Rollback rollback = round.rollback();
    if (rollback != null) {
      tree.putObject("rollback").put("to", rollback.to()).put("reason", rollback.reason());
    }
    MemoryRecord memory = round.memory();
    if (memory != null) {
      ObjectNode told = tree.putObject("memory").put("state", memory.state());
      told.put("why", memory.why()).put("age", memory.age());
      told.set("rootCurvature", number(memory.rootCurvature()));
      Change change = memory.change();
      if (change != null) {
        ObjectNode asked = told.putObject("change").put("outcome", change.outcome().code());
        asked.put("client", change.client()).put("reason", change.reason());
      }
    }
    return tree;
  }

  private ObjectNode counts(Counts counts) {
    ObjectNode tree = nodes.objectNode();
    tree.put("accepted", counts.accepted());
    tree.put("filtered", counts.filtered());
    tree.put("quarantined", counts.quarantined());
    return tree.put("incomplete", counts.incomplete());
  }

  private JsonNode rootLoss(@Nullable RootLoss loss) {
    if (loss == null) {
      return nodes.nullNode();
    }
    ObjectNode tree = nodes.objectNode();
    tree.set("base", number(loss.base()));
    tree.set("model", number(loss.model()));
    return tree;
  }

  private JsonNode decision(@Nullable DecisionRecord decision) {
    if (decision == null) {
      return nodes.nullNode();
    }
    ObjectNode tree = nodes.objectNode();
    tree.put("name", decision.name());
    tree.put("taken", decision.taken());
    tree.set("candidates", list(decision.candidates(), this::candidate));
    return tree;
  }

  private ObjectNode candidate(Candidate candidate) {
    ObjectNode tree = nodes.objectNode();
    tree.put("view", candidate.view());
    tree.put("layer", candidate.layer());
    tree.set("gain", number(candidate.gain()));
    tree.set("kept", texts(candidate.kept()));
    tree.set("leftOut", texts(candidate.leftOut()));
    tree.set("a", number(candidate.a()));
    tree.set("u", number(candidate.u()));
    tree.set("q", number(candidate.q()));
    tree.set("c", number(candidate.c()));
    tree.set("r", number(candidate.r()));
    tree.set("votes", number(candidate.votes()));
    tree.set("required", number(candidate.required()));
    tree.put("passes", candidate.passes());
    Further further = candidate.further();
    if (further != null) {
      tree.set("h", number(further.help()));
      tree.put("twin", further.twin());
      tree.set("x", number(further.netHarm()));
    }
    return tree;
  }

  private ObjectNode stage(Stage stage) {
    ObjectNode tree = nodes.objectNode();
    tree.put("name", stage.name());
    tree.set("seconds", number(stage.seconds()));
    if (stage.epochs() != null) {
      tree.set("epochs", numbers(stage.epochs()));
    }
    return tree;
  }

  private ObjectNode input(Input input) {
    return nodes.objectNode().put("client", input.client()).put("manifest", input.manifest());
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
