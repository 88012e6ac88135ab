package org.skymask.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Verdict;

/**
 * Search and choice by verdict above a table of clients. Hidden until the script that serves them
 * runs.
 */
record ClientTools(List<Choice> choices) {

  /**
   * @param count clients of this verdict; the choice is left out where there are none
   */
  record Choice(Verdict verdict, int count) {}

  Element draw() {
    Element search =
        Element.of("input")
            .with("type", "search")
            .with("id", "client-search")
            .with("placeholder", "Filter by any text")
            .with("aria-label", "Filter the clients by any text");
    int all = choices.stream().mapToInt(Choice::count).sum();
    Element buttons =
        Element.of("div", button("", "all", null, all))
            .styled("choices")
            .with("role", "group")
            .with("aria-label", "Show clients by verdict");
    for (Choice choice : choices) {
      if (choice.count() > 0) {
        String code = choice.verdict().code();
        buttons.add(button(code, code, Mark.of(choice.verdict()).icon(), choice.count()));
      }
    }
    Element count =
        Element.of("p").with("id", "client-count").with("role", "status").styled("note");
    return Element.of("div", search, buttons, count)
        .styled("tools")
        .with("id", "client-tools")
        .with("hidden", "");
  }

  private static Element button(String value, String text, @Nullable Element icon, int count) {
    return Element.of("button", icon, text + " ", Element.of("span", Numbers.count(count)))
        .with("type", "button")
        .with("data-choice", value)
        .with("aria-pressed", value.isEmpty());
  }
}
