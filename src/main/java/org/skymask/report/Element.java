package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An HTML or SVG element under construction. Texts and attribute values are escaped when it is
 * rendered, and there is no way to add markup but as elements: what clients wrote stays text.
 */
final class Element {
  private static final Set<String> VOID = Set.of("br", "hr", "input", "col");
  private static final Set<String> LINES =
      Set.of("section", "div", "p", "ul", "ol", "li", "tr", "thead", "tbody", "table", "details");

  private final String name;
  private final StringBuilder attributes = new StringBuilder();
  private final List<Object> children = new ArrayList<>();

  private Element(String name) {
    this.name = name;
  }

  /**
   * @param children elements, lists of such, or values that become text; nulls are left out
   */
  static Element of(String name, @Nullable Object... children) {
    return new Element(name).add(children);
  }

  Element add(@Nullable Object... more) {
    for (Object child : more) {
      if (child instanceof List<?> several) {
        children.addAll(several);
      } else if (child != null) {
        children.add(child);
      }
    }
    return this;
  }

  /** Sets an attribute (once each). */
  Element with(String attribute, Object value) {
    attributes.append(' ').append(attribute).append("=\"");
    escape(value.toString(), attributes);
    attributes.append('"');
    return this;
  }

  /** Sets the class attribute. */
  Element styled(String classes) {
    return with("class", classes);
  }

  void render(StringBuilder out) {
    out.append('<').append(name).append(attributes).append('>');
    if (VOID.contains(name)) {
      return;
    }
    for (Object child : children) {
      if (child instanceof Element element) {
        element.render(out);
      } else {
        escape(child.toString(), out);
      }
    }
    out.append("</").append(name).append('>');
    if (LINES.contains(name)) {
      out.append('\n');
    }
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    render(out);
    return out.toString();
  }

  static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\t', '\n' -> out.append(c);
        default -> out.append(Character.isISOControl(c) ? '\uFFFD' : c);
      }
    }
  }
}
