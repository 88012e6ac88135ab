package org.skymask.round.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.model.ModelData;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Input;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.RoundResult;
import org.skymask.round.UploadSummary;
import org.skymask.round.judge.GivenRootUpdate;
import org.skymask.round.judge.ModelKeys;
import org.skymask.storage.FileNames;
import org.skymask.storage.version.ClientsFile;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.ModelStore;
import org.skymask.storage.version.RoundJson;

/** Compares a round with a commit of the same round that stands already. */
public final class Earlier {
  private final ModelStore store;
  private final Settings settings;

  public Earlier(ModelStore store, Settings settings) {
    this.store = store;
    this.settings = settings;
  }

  /**
   * The committed result, where this round has the same inputs. It is made to survive a power cut,
   * because the driver that committed it may have died before that.
   *
   * @param uploads that this round would be made from, the refused ones among them
   * @param root its root dataset
   * @throws RoundException (conflict) where the committed round had other inputs
   */
  public RoundResult answer(Commit commit, List<UploadSummary> uploads, ModelData root)
      throws IOException, RoundException {
    RoundResult result = readResult(store, commit);
    Rollbacks.requireRound(store.commitFile(commit.round()).toString(), result.record());
    List<Input> inputs =
        uploads.stream()
            .filter(UploadSummary::isAdmitted)
            .map(summary -> new Input(summary.client(), summary.manifest()))
            .toList();
    if (!result.record().origin().inputs().equals(inputs)) {
      throw new RoundException(
          Kind.CONFLICT,
          store.commitFile(commit.round())
              + " stands, made from "
              + result.record().origin().inputs().size()
              + " uploads; there are now "
              + inputs.size()
              + ", not all of them the same");
    }
    List<String> other =
        findDifferences(result.record(), GivenRootUpdate.recorded(settings, store.configuration()));
    if (!other.isEmpty()) {
      throw new RoundException(
          Kind.CONFLICT,
          store.commitFile(commit.round())
              + " stands, made from the same uploads under another configuration: "
              + String.join(", ", other));
    }
    requireRoot(commit, result.record(), root);
    store.settle(commit);
    return result;
  }

  /** Rounds without a recorded digest are compared by their path. */
  private void requireRoot(Commit commit, RoundRecord record, ModelData root)
      throws RoundException {
    String now = root.digest();
    if (record.origin().rootData() != null && !record.origin().rootData().equals(now)) {
      throw new RoundException(
          Kind.CONFLICT,
          store.commitFile(commit.round())
              + " stands, made with other root data: "
              + settings.required("root.data")
              + " holds "
              + now
              + " (was "
              + record.origin().rootData()
              + ")");
    }
  }

  /**
   * Keys that a model depends on and that had other values in the committed round, as {@code key =
   * now (was then)}. A key that the round's software did not know counts with its default.
   */
  public static List<String> findDifferences(RoundRecord then, Settings now) throws IOException {
    return findDifferences(then, now.effective());
  }

  /**
   * The same.
   *
   * @param now as {@link GivenRootUpdate#recorded} tells it
   */
  private static List<String> findDifferences(RoundRecord then, Map<String, Object> now)
      throws IOException {
    List<String> found = new ArrayList<>();
    ObjectNode before = configuration(then);
    ObjectNode after = configuration(then.withConfiguration(now));
    Settings defaults = SettingsLoader.load(null, Map.of());
    complete(before, configuration(then.withConfiguration(defaults.effective())));
    ModelKeys.keep(before, after);
    GivenRootUpdate.compareByContent(before, after);
    findDifferences("", before, after, found);
    return found;
  }

  private static void complete(ObjectNode given, JsonNode defaults) {
    defaults
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode own = given.path(field.getKey());
              if (own.isMissingNode()) {
                given.set(field.getKey(), field.getValue());
              } else if (own instanceof ObjectNode block) {
                complete(block, field.getValue());
              }
            });
  }

  /** Keys whose values differ, as {@code key = now (was then)}. */
  private static void findDifferences(
      String path, JsonNode then, JsonNode now, List<String> found) {
    Set<String> names = new TreeSet<>();
    then.fieldNames().forEachRemaining(names::add);
    now.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode before = then.path(name);
      JsonNode after = now.path(name);
      if (before.isObject() && after.isObject()) {
        findDifferences(path + name + ".", before, after, found);
      } else if (!before.equals(after)) {
        found.add(path + name + " = " + shown(after) + " (was " + shown(before) + ")");
      }
    }
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode()
        ? "not set"
        : value.isTextual() ? value.asText() : value.toString();
  }

  private static ObjectNode configuration(RoundRecord record) throws IOException {
    // By way of text, so that numbers have the types that a reader gives them.
    byte[] text = RoundJson.toJson(record).getBytes(StandardCharsets.UTF_8);
    RoundRecord read = RoundJson.parse(FileNames.ROUND_RECORD, text);
    return ((ObjectNode) RoundJson.toTree(read).path("configuration")).deepCopy();
  }

  /** Reads a committed round's result. */
  public static RoundResult readResult(ModelStore store, Commit commit) throws IOException {
    Path directory = store.attempt(commit.round(), commit.attempt());
    RoundRecord record = store.readRecord(commit);
    store.readFile(commit, FileNames.CLIENTS);
    return new RoundResult(
        record,
        ClientsFile.read(new Path(directory, FileNames.CLIENTS), store.fileSystem().getConf()),
        directory.toString(),
        commit.files(),
        store.commitFile(commit.round()).toString(),
        true);
  }
}
