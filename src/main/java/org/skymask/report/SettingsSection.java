package org.skymask.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Input;

/** What the round was made with: configuration, versions of the software, inputs. */
record SettingsSection(RoundRecord round) {

  Element drawConfiguration() {
    Map<String, String> values = flat(round.origin().configuration());
    return HtmlPage.section(
        "configuration",
        "Configuration",
        values.isEmpty() ? Element.of("p", "None was recorded.") : table("Key", "Value", values));
  }

  Element drawVersions() {
    Map<String, String> versions = new TreeMap<>(round.origin().versions());
    return HtmlPage.section(
        "versions",
        "Versions and inputs",
        versions.isEmpty() ? null : table("Software", "Version", versions),
        inputs());
  }

  private @Nullable Element inputs() {
    if (round.origin().inputs().isEmpty()) {
      return Element.of("p", "No upload was admitted.").styled("note");
    }
    Map<String, String> manifests = new LinkedHashMap<>();
    for (Input input : round.origin().inputs()) {
      manifests.put(input.client(), input.manifest());
    }
    return Element.of(
        "details",
        Element.of(
            "summary",
            Numbers.count(round.origin().inputs().size(), "admitted manifest"),
            " with SHA-256"),
        table("Client", "Manifest", manifests));
  }

  private static Element table(String keys, String values, Map<String, String> entries) {
    Element body = Element.of("tbody");
    entries.forEach(
        (key, value) ->
            body.add(
                Element.of(
                    "tr",
                    Element.of("th", Element.of("bdi", key)).with("scope", "row"),
                    Element.of("td", Element.of("code", value)))));
    return Element.of("table", WitnessTable.head(keys, values), body).styled("pairs");
  }

  /** The leaves of nested maps by their dotted keys, sorted. */
  static Map<String, String> flat(Map<String, ?> configuration) {
    Map<String, String> flat = new TreeMap<>();
    configuration.forEach((key, value) -> flatten(key, value, flat));
    return flat;
  }

  private static void flatten(String key, @Nullable Object value, Map<String, String> flat) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach((inner, below) -> flatten(key + "." + inner, below, flat));
    } else {
      flat.put(key, String.valueOf(value));
    }
  }
}
