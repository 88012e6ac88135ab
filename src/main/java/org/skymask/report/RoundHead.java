package org.skymask.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.MemoryRecord.Change;
import org.skymask.model.Outcome;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.model.RoundRecord.Stage;
import org.skymask.model.Verdict;

/** The head of the page: what happened in a sentence, the clients by verdict, the key facts. */
record RoundHead(RoundRecord round, Roster roster) {

  Element draw() {
    Element badge =
        Element.of("span", round.result().outcome().code())
            .styled(averaged() ? "badge good" : "badge bad");
    return Element.of(
        "header",
        Element.of("p", "SkyMask round report").styled("kicker"),
        Element.of(
            "h1",
            "Round " + round.identity().round() + " of ",
            Element.of("bdi", round.identity().federation()),
            " ",
            badge),
        Element.of("p", sentence()).styled("lead"),
        round.result().why().isEmpty() ? null : Element.of("p", round.result().why()).styled("why"),
        isWithoutUploads() ? null : tiles(),
        facts());
  }

  /** A rollback and a change of the memory judge nobody. */
  private boolean isWithoutUploads() {
    return round.rollback() != null
        || round.judged().memory() != null && round.judged().memory().change() != null;
  }

  private boolean averaged() {
    return round.result().outcome() == Outcome.COMMITTED;
  }

  /** What happened, how many clients of each verdict, which model. */
  String sentence() {
    Rollback rollback = round.rollback();
    if (rollback != null) {
      return "Version "
          + round.identity().round()
          + " is a rollback: it has the values of version "
          + rollback.to()
          + " again, model "
          + shortened(Objects.requireNonNullElse(round.result().model(), ""))
          + ". Nobody’s update was read.";
    }
    Change change = round.judged().memory() == null ? null : round.judged().memory().change();
    if (change != null) {
      return "Version "
          + round.identity().round()
          + " repeats its base: an operator asked for "
          + change.told()
          + ". Nobody’s update was read.";
    }
    String model =
        shortened(Objects.requireNonNullElse(round.result().model(), round.identity().baseModel()));
    String clients = clients();
    if (averaged()) {
      return "Version "
          + round.identity().round()
          + " is committed as model "
          + model
          + ": "
          + clients
          + ".";
    }
    if (round.result().outcome() == Outcome.CARRIED) {
      return "The round was refused: nothing was averaged, and version "
          + round.identity().round()
          + " repeats its base, model "
          + model
          + ": "
          + clients
          + ".";
    }
    if (round.result().outcome() == Outcome.REJECTED) {
      return "The round was rejected: nothing was averaged, and the base model "
          + shortened(round.identity().baseModel())
          + " stands: "
          + clients
          + ".";
    }
    return "The round ended as “" + round.result().outcome().code() + "”: " + clients + ".";
  }

  private String clients() {
    Counts counts = round.result().counts();
    int all = counts.accepted() + counts.filtered() + counts.quarantined() + counts.incomplete();
    List<String> parts = new ArrayList<>();
    parts.add(
        Numbers.count(counts.accepted()) + " of " + Numbers.count(all, "client") + " accepted");
    by(counts)
        .forEach(
            (verdict, count) -> {
              if (verdict != Verdict.ACCEPTED && count > 0) {
                parts.add(Numbers.count(count) + " " + verdict.code());
              }
            });
    return String.join(", ", parts);
  }

  private static Map<Verdict, Integer> by(Counts counts) {
    Map<Verdict, Integer> by = new EnumMap<>(Verdict.class);
    by.put(Verdict.ACCEPTED, counts.accepted());
    by.put(Verdict.FILTERED, counts.filtered());
    by.put(Verdict.QUARANTINED, counts.quarantined());
    by.put(Verdict.INCOMPLETE, counts.incomplete());
    return by;
  }

  private Element tiles() {
    Element tiles = Element.of("ul").styled("tiles");
    by(round.result().counts())
        .forEach(
            (verdict, count) ->
                tiles.add(
                    Element.of(
                        "li",
                        Element.of("strong", Numbers.count(count)),
                        Element.of("span", Mark.of(verdict).icon(), verdict.code()),
                        Element.of("small", meaning(verdict)))));
    return tiles;
  }

  /** The reasons with their numbers where there are any, otherwise what the verdict means. */
  private String meaning(Verdict verdict) {
    Map<String, Long> reasons = new TreeMap<>();
    for (ClientResult client : roster.with(verdict)) {
      if (client.reason() != null) {
        reasons.merge(client.reason().code(), 1L, Long::sum);
      }
    }
    if (!reasons.isEmpty()) {
      return reasons.entrySet().stream()
          .map(entry -> entry.getKey() + " " + Numbers.count(entry.getValue()))
          .collect(Collectors.joining(", "));
    }
    return switch (verdict) {
      case ACCEPTED ->
          averaged() ? "averaged into the model" : "admitted and kept, but not averaged";
      case FILTERED -> "left out by the rule";
      case QUARANTINED -> "refused at admission";
      case INCOMPLETE -> "upload still in progress";
    };
  }

  private Element facts() {
    double seconds =
        round.stages().stream().mapToDouble(Stage::seconds).filter(Double::isFinite).sum();
    long clipped =
        roster.clients().stream()
            .map(client -> client.contribution().clipped())
            .filter(factor -> factor != null && factor < 1)
            .count();
    String clipping = clipped == 0 ? "nobody" : Numbers.count(clipped, "client") + " scaled down";
    return Element.of(
            "dl",
            fact("Aggregator", round.judged().aggregator(), false),
            fact(
                round.result().counts().filtered() > 0 ? "Gain of the split" : "Largest gain",
                round.judged().gain().isEmpty()
                    ? null
                    : Numbers.significant(round.judged().gain().getAsDouble()),
                false),
            fact("Norm clipping", clipping, false),
            fact(
                "Root loss",
                round.result().rootLoss() == null ? null : round.result().rootLoss().toString(),
                false),
            fact("Wall time", round.stages().isEmpty() ? null : Numbers.seconds(seconds), false),
            fact("Model", round.result().model(), true),
            fact("Base model", round.identity().baseModel(), true),
            fact("Attempt", round.identity().attempt(), true))
        .styled("facts");
  }

  private static @Nullable Element fact(String name, @Nullable String value, boolean code) {
    if (value == null || value.isEmpty()) {
      return null;
    }
    return Element.of(
        "div", Element.of("dt", name), Element.of("dd", code ? Element.of("code", value) : value));
  }

  /** {@code sha256:} and the first twelve digits. */
  private static String shortened(String digest) {
    int start = digest.indexOf(':') + 1;
    return digest.length() > start + 12 ? digest.substring(0, start + 12) + "…" : digest;
  }
}
