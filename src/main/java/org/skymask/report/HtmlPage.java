package org.skymask.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ModelDigest;

/**
 * The frame of the page, with style sheet and script inside. Its content security policy allows
 * these two by their hashes and nothing else: no network, and no script that came with the data.
 */
final class HtmlPage {
  private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

  private HtmlPage() {}

  /** The page of a round. */
  static String of(String title, Element... content) {
    return of(
        title,
        List.of("report.css"),
        List.of("clients.js", "charts.js"),
        "Made by SkyMask from the round’s record and its table of clients. Needs no network.",
        List.of(content));
  }

  /**
   * @param styles files beside this class, in their order
   * @param scripts the same
   */
  static String of(
      String title,
      List<String> styles,
      List<String> scripts,
      String footer,
      List<Element> content) {
    String style = styles.stream().map(HtmlPage::resource).collect(Collectors.joining());
    String script = scripts.stream().map(HtmlPage::resource).collect(Collectors.joining());
    StringBuilder safeTitle = new StringBuilder();
    Element.escape(title, safeTitle);
    StringBuilder body = new StringBuilder();
    for (Element element : content) {
      element.render(body);
    }
    Map<String, String> slots =
        Map.of(
            "title", safeTitle.toString(),
            "style", style,
            "styleHash", hash(style),
            "script", script,
            "scriptHash", hash(script),
            "footer", footer,
            "content", body.toString());
    // One pass: what stands in the content is not looked at for slots again.
    return SLOT.matcher(resource("page.html"))
        .replaceAll(
            slot -> Matcher.quoteReplacement(Objects.requireNonNull(slots.get(slot.group(1)))));
  }

  static Element section(String id, String heading, @Nullable Object... content) {
    Element title = Element.of("h2", heading).with("id", id + "-heading");
    return Element.of("section", title)
        .add(content)
        .with("id", id)
        .with("aria-labelledby", id + "-heading");
  }

  /** The text of a file beside this class. */
  static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside the classes of the report");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String hash(String content) {
    byte[] digest = ModelDigest.sha256().digest(content.getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }
}
