package org.skymask.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.Verdict;

/**
 * All clients. The script of the page adds sorting and filtering; without it this is a plain table.
 * Columns that hold nothing in this round (a rule without masks has no densities) are left out.
 */
record ClientTable(Roster roster) {

  /**
   * @param about what the values mean, shown over the heading
   * @param kind class of its cells
   * @param shown whether a client has a value
   */
  private record Column(
      String title,
      String about,
      String kind,
      Predicate<ClientResult> shown,
      Function<ClientResult, Element> cell) {}

  private static Column number(
      String title,
      String about,
      Function<ClientResult, @Nullable Double> value,
      DoubleFunction<String> text) {
    Function<ClientResult, Element> cell =
        client -> {
          Double number = value.apply(client);
          Element made = Element.of("td", Numbers.orNone(number, text)).styled("number");
          return number == null ? made : made.with("data-key", number);
        };
    return new Column(title, about, "number", client -> value.apply(client) != null, cell);
  }

  private static List<Column> columns() {
    return List.of(
        new Column(
            "Client",
            "directory of the upload",
            "client",
            any -> true,
            client -> Element.of("th", Element.of("bdi", client.client())).with("scope", "row")),
        new Column(
            "Verdict", "what became of the upload", "verdict", any -> true, ClientTable::verdict),
        new Column(
            "Reason and detail",
            "why it was not accepted, and what the client’s operator should know",
            "reason",
            client -> client.reason() != null || client.detail() != null,
            ClientTable::reason),
        number(
            "Probability",
            "of the group that was kept",
            client -> client.place().probability(),
            Numbers::share),
        number(
            "Mask density",
            "share of the binary mask that is 1",
            client -> client.place().maskDensity(),
            Numbers::percent),
        number(
            "Norm",
            "L2 norm of the trainable part, as sent",
            client -> client.contribution().norm(),
            Numbers::significant),
        number(
            "Clipped",
            "factor of norm clipping, 1 where untouched",
            client -> client.contribution().clipped(),
            Numbers::significant),
        number(
            "Examples",
            "as the manifest claims",
            ClientTable::examples,
            value -> Numbers.count(Math.round(value))),
        number(
            "Weight",
            "in the weighted mean",
            client -> client.contribution().weight(),
            Numbers::significant));
  }

  private static @Nullable Double examples(ClientResult client) {
    Long examples = client.contribution().examples();
    return examples == null ? null : (Double) examples.doubleValue();
  }

  Element draw() {
    List<Column> columns =
        columns().stream()
            .filter(column -> roster.clients().stream().anyMatch(column.shown()))
            .toList();
    if (roster.clients().isEmpty()) {
      return HtmlPage.section(
          "clients", "Clients", Element.of("p", "No client directory was seen."));
    }
    Element body = Element.of("tbody");
    roster.clients().forEach(client -> body.add(row(client, columns)));
    Element table = Element.of("table", head(columns), body).with("id", "client-table");
    Element pane =
        Element.of("div", table)
            .styled("pane")
            .with("role", "region")
            .with("aria-label", "Table of clients, scrolls")
            .with("tabindex", "0");
    return HtmlPage.section("clients", "Clients", tools(), pane);
  }

  private static Element head(List<Column> columns) {
    Element row = Element.of("tr");
    for (Column column : columns) {
      row.add(
          Element.of("th", column.title())
              .styled(column.kind())
              .with("scope", "col")
              .with("title", column.about()));
    }
    return Element.of("thead", row);
  }

  private Element row(ClientResult client, List<Column> columns) {
    Element row =
        Element.of("tr")
            .with("id", roster.anchor(client.client()))
            .with("data-verdict", client.verdict().code());
    columns.forEach(column -> row.add(column.cell().apply(client)));
    return row;
  }

  private static Element verdict(ClientResult client) {
    return Element.of("td", Mark.of(client.verdict()).icon(), client.verdict().code())
        .styled("verdict")
        .with("data-key", Roster.ORDER.indexOf(client.verdict()));
  }

  /** Who was filtered is told why by the section on the decision. */
  private static Element reason(ClientResult client) {
    @Nullable String code = client.reason() == null ? null : client.reason().code();
    boolean explained = code != null && client.verdict() == Verdict.FILTERED;
    Element detail = client.detail() == null ? null : Element.of("small", client.detail());
    return Element.of("td", explained ? Element.of("a", code).with("href", "#why") : code, detail)
        .styled("reason");
  }

  private Element tools() {
    return new ClientTools(
            Arrays.stream(Verdict.values())
                .map(verdict -> new ClientTools.Choice(verdict, roster.with(verdict).size()))
                .toList())
        .draw();
  }
}
