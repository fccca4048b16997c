package io.countersign.evidence.internal;

import io.countersign.support.PlainText;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.web.util.HtmlUtils;

/** Writes well-formed XHTML. Whatever comes from outside is text, never markup. */
final class Xhtml {

  private final StringBuilder out = new StringBuilder();

  /** Markup of our own. */
  Xhtml raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Text that is shown as it is. */
  Xhtml text(Object value) {
    out.append(escaped(String.valueOf(value)));
    return this;
  }

  Xhtml element(String name, Object text) {
    return raw("<" + name + ">").text(text).raw("</" + name.split(" ", 2)[0] + ">");
  }

  Xhtml paragraph(String text) {
    return element("p", text);
  }

  Xhtml items(List<String> texts) {
    if (!texts.isEmpty()) {
      raw("<ul>");
      texts.forEach(text -> element("li", text));
      raw("</ul>");
    }
    return this;
  }

  /** A table with a row of headings. */
  Xhtml table(List<String> headings, Consumer<Xhtml> rows) {
    raw("<table><thead><tr>");
    headings.forEach(heading -> element("th scope=\"col\"", heading));
    raw("</tr></thead><tbody>");
    rows.accept(this);
    return raw("</tbody></table>");
  }

  /** A row of plain cells. */
  Xhtml row(Object... cells) {
    raw("<tr>");
    for (Object cell : cells) {
      element("td", cell);
    }
    return raw("</tr>");
  }

  /** A row that says what something is. */
  Xhtml fact(String name, Object value) {
    return raw("<tr>").element("th scope=\"row\"", name).element("td", value).raw("</tr>");
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** Text for XML 1.0, which knows neither control characters nor U+FFFE and U+FFFF. */
  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(PlainText.visible(text), "UTF-8")
        .replace("\ufffe", "\\ufffe")
        .replace("\uffff", "\\uffff");
  }
}
