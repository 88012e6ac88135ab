package org.skymask.report;

import org.jspecify.annotations.Nullable;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.DecisionRecord.Further;

/** What each witness says about one candidate, its votes, and the two conditions to pass. */
final class WitnessTable {
  private WitnessTable() {}

  static Element of(Candidate candidate) {
    Element body = Element.of("tbody");
    for (Witness witness : Witness.ALL) {
      body.add(row(witness, candidate));
    }
    Element table =
        Element.of("table", head("Witness", "Question", "Answer", "Vote"), body)
            .styled("witnesses");
    return Element.of("div", table, conditions(candidate)).styled("evidence");
  }

  private static Element row(Witness witness, Candidate candidate) {
    double vote = witness.vote(candidate);
    return Element.of(
        "tr",
        Element.of("th", witness.title(), " ", symbol(witness.symbol())).with("scope", "row"),
        Element.of("td", witness.question()),
        Element.of(
            "td",
            Element.of("strong", witness.answer(candidate)),
            Element.of("small", witness.measured(candidate))),
        Element.of("td", Element.of("div", votes(vote), bar(vote)).styled("vote")));
  }

  private static Element votes(double vote) {
    return Element.of("span", Numbers.signedFixed(vote, 1)).styled("number");
  }

  /** From the middle to the right for leaving out, to the left against it. */
  private static @Nullable Element bar(double vote) {
    if (Double.isNaN(vote)) {
      return null;
    }
    double middle = 50;
    double length = vote / Witness.LOSS.limit() * middle;
    double start = length < 0 ? middle + length : middle;
    return Element.of(
            "svg",
            Svg.rectangle(vote < 0 ? "against" : "for", start, 3, Math.abs(length), 8),
            Svg.line("zero", middle, 0, middle, 14))
        .styled("bar")
        .with("viewBox", "0 0 100 14")
        .with("preserveAspectRatio", "none")
        .with("aria-hidden", "true");
  }

  private static Element conditions(Candidate candidate) {
    String votes =
        "Votes "
            + Numbers.fixed(candidate.witnesses().votes(), 1)
            + " of at most "
            + Numbers.fixed(Witness.MOST, 0)
            + "; at least "
            + Numbers.fixed(Witness.NEEDED, 0)
            + " needed";
    Element better =
        Element.of(
            "span",
            "The kept clients’ model against the model of all clients ",
            symbol("u"),
            ": t = " + Numbers.signed(candidate.witnesses().lossOfEverybody()),
            "; at least " + Numbers.signed(candidate.required()) + " needed",
            Element.of("small", onU(candidate)));
    return Element.of(
            "ul",
            condition(candidate.witnesses().votes() >= Witness.NEEDED, Element.of("span", votes)),
            condition(candidate.witnesses().lossOfEverybody() >= candidate.required(), better))
        .add(further(candidate))
        .styled("conditions");
  }

  private static @Nullable Object[] further(Candidate candidate) {
    Further further = candidate.further();
    return further == null
        ? new Object[0]
        : new Object[] {
          condition(
              MemoryConditions.harms(further),
              Element.of("span", symbol("x"), MemoryConditions.onHarm(further))),
          condition(
              MemoryConditions.isNoHelp(further),
              Element.of("span", symbol("h"), MemoryConditions.onHelp(further)))
        };
  }

  private static String onU(Candidate candidate) {
    if (candidate.further() != null) {
      return "The kept clients’ model may do a little worse than that of all.";
    }
    return candidate.required() < 0
        ? "The clients differ so distinctly over all layers (gain "
            + Numbers.significant(candidate.gain())
            + ") that the model may even do slightly worse on the root data without them."
        : "The mean of the kept clients must do better on the root data than the mean of all.";
  }

  private static Element condition(boolean met, Element text) {
    Element sign = Element.of("span", met ? "✓ met" : "✗ not met").styled(met ? "yes" : "no");
    return Element.of("li", sign, " ", text);
  }

  private static Element symbol(String letter) {
    return Element.of("var", letter);
  }

  static Element head(String... titles) {
    Element row = Element.of("tr");
    for (String title : titles) {
      row.add(Element.of("th", title).with("scope", "col"));
    }
    return Element.of("thead", row);
  }
}
