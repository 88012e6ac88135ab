package org.skymask.simulate.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.skymask.config.Experiment;
import org.skymask.config.Experiment.Entry;
import org.skymask.config.RootSample;
import org.skymask.model.ModelDigest;

/**
 * A cell's identity: a hash of everything that determines its result. It includes the content of
 * files, but not paths, labels and the program's version, which results record instead.
 */
final class Identity {
  private static final int LENGTH = 12;

  /** Where things lie, who is told, and what Spark does: none of it changes a result. */
  private static final Set<String> PLACES =
      Set.of("federation", "updates", "models", "seed", "observe", "spark", "sweep", "round");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Identity() {}

  /**
   * Keys of the file that came later are told only where they say something new, so that cells of
   * earlier files keep their identity.
   *
   * @param federation of the cell
   * @param settings the effective ones of its rounds, nested
   */
  static String of(
      Experiment experiment,
      Experiment.Federation federation,
      String materials,
      Map<String, Object> settings,
      Entry attack,
      double fraction,
      Entry split,
      long seed) {
    Map<String, Object> all = new TreeMap<>();
    all.put("materials", materials);
    all.put("clients", federation.clients());
    all.put("examples", federation.examples());
    putRoot(all, federation.root());
    all.put("testShare", experiment.data().test() == null ? federation.testShare() : 0);
    all.put("training", experiment.training().toString());
    Experiment.Presence presence = federation.presence();
    if (presence.participation() < 1) {
      all.put("participation", presence.participation());
    }
    if (presence.isAnybodyLate()) {
      all.put("late", Map.of("share", presence.lateShare(), "round", presence.lateRound()));
    }
    all.put("measured", experiment.measures().examples());
    if (experiment.measures().every() > 1) {
      all.put("measured-every", experiment.measures().every());
    }
    Map<String, Object> rounds = new TreeMap<>(settings);
    rounds.keySet().removeAll(PLACES);
    all.put("settings", rounds);
    all.put("attack", Map.of("name", attack.name(), "parameters", attack.parameters()));
    Entry measured = AttackEntry.measured(attack, experiment.matrix().attacks());
    if (measured != null && !measured.equals(attack)) {
      all.put(
          "measured-trigger", Map.of("name", measured.name(), "parameters", measured.parameters()));
    }
    all.put("fraction", fraction);
    all.put("split", Map.of("name", split.name(), "parameters", split.parameters()));
    all.put("seed", seed);
    try {
      byte[] text = MAPPER.writeValueAsString(all).getBytes(StandardCharsets.UTF_8);
      return ModelDigest.hex(text).substring(0, LENGTH);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps are always JSON", e);
    }
  }

  private static void putRoot(Map<String, Object> all, RootSample root) {
    all.put("rootExamples", root.examples());
    Double share = root.bias().share();
    if (share != null) {
      all.put("rootBias", Map.of("share", share, "class", root.bias().favoured()));
    }
    if (!root.isSame()) {
      Entry source = root.source();
      all.put("rootSource", Map.of("name", source.name(), "parameters", source.parameters()));
    }
  }
}
