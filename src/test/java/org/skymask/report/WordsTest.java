package org.skymask.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.skymask.model.DecisionRecord;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.Outcome;
import org.skymask.model.RoundRecord;
import org.skymask.model.SplitView;
import org.skymask.storage.version.Documents;

/** What the page says about a round, in words. */
class WordsTest {
  private static final double NAN = Double.NaN;

  private static String text(Sample sample) {
    return text(HtmlReport.render(sample.round(), sample.clients()));
  }

  private static String text(String page) {
    String content = page.substring(page.indexOf("<main>"), page.indexOf("</main>"));
    return content.replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
  }

  private static Candidate candidate(
      String out, double a, double q, double c, double r, double votes, double u, boolean passes) {
    List<String> kept = List.of("x", "y");
    return new Candidate(
        SplitView.layer(0),
        "conv",
        1.2,
        kept,
        List.of(out),
        new DecisionRecord.WitnessValues(a, u, q, c, r, votes),
        new DecisionRecord.Ruling(1, passes, null));
  }

  @Test
  void tellsTheOutcome() {
    assertThat(text(Samples.people()))
        .contains(
            "Version 7 is committed as model sha256:a81d3f5c60b2…: 22 of 30 clients accepted,")
        .contains("6 filtered, 1 quarantined, 1 incomplete.")
        .contains("The masks of 6 clients differ over all layers");
    assertThat(text(Samples.rejected()))
        .contains("rejected: nothing was averaged, and the base model sha256:5f2c8e0b7d1a… stands");
    assertThat(text(Samples.people().withOutcome(Outcome.CARRIED, Sample.BASE, Sample.BASE)))
        .contains("version 7 repeats its base, model sha256:5f2c8e0b7d1a…");
  }

  @Test
  void tellsOfARollback() {
    RoundRecord round =
        Documents.round(
            "{\"round\": 9, \"outcome\": \"rolled-back\", \"model\": \"sha256:a81d3f5c60b2c\","
                + "\"why\": \"Reason: <poisoned>\", \"rollback\": {\"to\": 6, \"reason\": \"\"}}");
    assertThat(text(HtmlReport.render(round, List.of())))
        .contains("it has the values of version 6 again, model sha256:a81d3f5c60b2…. Nobody’s")
        .contains("Reason: &lt;poisoned&gt;")
        .contains("No updates were judged: somebody asked for the values of an earlier version.")
        .doesNotContain("0accepted", "0quarantined");
  }

  @Test
  void tellsWhyClientsWereLeftOut() {
    assertThat(text(Samples.people()))
        .contains("The split that decided: 6 left out, 22 kept")
        .contains("Left out: person-000 person-001 person-002 person-003 person-004 person-005")
        .contains("clearly worset = +19.1")
        .contains("Votes 5.0 of at most 5; at least 2 needed")
        .contains("not taken: votes below 2, u below −1.51")
        .contains("passes: the same split as the one that decided");
  }

  @Test
  void tellsWhyNobodyWasLeftOut() {
    assertThat(text(Samples.nobodyFiltered()))
        .contains("None of the splits passed, so every admitted client was kept.");
    assertThat(text(Samples.single())).contains("there was no split to verify");
    assertThat(text(Samples.fedAvg()))
        .contains("The rule fedavg averaged every admitted client; it left nobody out.")
        .contains("No masks were trained in this round");
    assertThat(text(Samples.rejected())).contains("ended before there was anything to decide");
  }

  @Test
  void tellsHowTheRootRowDecided() {
    DecisionRecord decision = new DecisionRecord("root-row", OptionalInt.empty(), List.of());
    Sample people = Samples.people();
    assertThat(text(people.withNumbers(people.round().judged().loss(), 3.61, decision)))
        .contains("by a gain of 3.61; a split needs 1.0.")
        .contains("the other group of 6 clients was left out");
  }

  @Test
  void tellsThatAnotherCandidateHadALargerU() {
    Candidate one = candidate("a", 3, 1, 0.1, 1, 5, 4, true);
    Candidate other = candidate("b", 3, 1, 0.1, 1, 5, 2, true);
    CandidateList list =
        new CandidateList(
            new DecisionRecord("verified", OptionalInt.of(0), List.of(one, other)),
            new Roster(List.of()));
    assertThat(list.result(0)).isEqualTo("decided");
    assertThat(list.result(1)).isEqualTo("passes, but the one that decided has a larger u (4.00)");
  }

  @Test
  void votesAreThoseOfTheMethod() {
    // By hand: clip(1.5, ±2) + clip(−3, ±1) + clip(20 · 0.02, ±1) + sign(−0.4) = −0.1
    Candidate mixed = candidate("a", 1.5, -3, 0.02, -0.4, -0.1, 0, false);
    assertThat(Witness.LOSS.vote(mixed)).isEqualTo(1.5);
    assertThat(Witness.DENSITY.vote(mixed)).isEqualTo(-1);
    assertThat(Witness.DIRECTION.vote(mixed)).isEqualTo(0.4);
    assertThat(Witness.NEARNESS.vote(mixed)).isEqualTo(-1);
    assertThat(Witness.LOSS.answer(mixed)).isEqualTo("rather worse");
    assertThat(Witness.DENSITY.answer(mixed)).isEqualTo("clearly more");
    assertThat(Witness.DIRECTION.answer(mixed)).isEqualTo("about alike");
    assertThat(Witness.NEARNESS.answer(mixed)).isEqualTo("nearer");
  }

  @Test
  void aWitnessThatWasNotMeasuredSaysSo() {
    Candidate candidate = candidate("a", NAN, NAN, NAN, NAN, NAN, NAN, false);
    assertThat(Witness.LOSS.answer(candidate)).isEqualTo("could not be measured");
    assertThat(WitnessTable.of(candidate).toString()).contains("✗ not met").doesNotContain("NaN");
  }

  @Test
  void tellsWhereTheLossLeftAllBounds() {
    assertThat(text(Samples.diverged()))
        .contains("The root loss was not a finite number in epoch 4.");
    assertThat(text(Samples.people())).contains("fell from 0.501 to 0.382 over 20 epochs");
  }
}
