package io.countersign.evidence.internal;

import io.countersign.support.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.web.util.HtmlUtils;

/** The pages of a pack. The report says what {@code summary.json} says, value by value. */
final class PackPages {

  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
          + "table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:.3rem .5rem;"
          + "text-align:left;vertical-align:top}caption{text-align:left;font-weight:600;padding:.5rem 0}"
          + "@media (prefers-color-scheme:dark){body{background:#111;color:#eee}}";

  private PackPages() {}

  /** How to check a pack with tools that nobody here wrote. */
  static String verify() {
    try (InputStream in =
        PackPages.class.getResourceAsStream("/io/countersign/evidence/VERIFY.md")) {
      if (in == null) {
        throw new IllegalStateException("VERIFY.md is missing.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static String report(Map<String, Object> summary) {
    StringBuilder page = new StringBuilder();
    page.append(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Evidence pack</title>")
        .append("<style>")
        .append(STYLE)
        .append("</style><h1>Evidence pack</h1>");
    page.append("<table>");
    summary.forEach(
        (name, value) -> {
          if (!(value instanceof Map || value instanceof List)) {
            row(page, name, value);
          }
        });
    page.append("</table>");
    for (String part :
        List.of(
            "exceptions", "openFindings", "reconciliation", "population", "sample", "controls")) {
      page.append("<h2>").append(words(part)).append("</h2>");
      value(page, summary.get(part));
    }
    return page.append("</html>\n").toString();
  }

  private static void row(StringBuilder page, String name, Object value) {
    page.append("<tr><th scope=\"row\">").append(words(name)).append("</th><td>");
    value(page, value);
    page.append("</td></tr>");
  }

  private static void value(StringBuilder page, @org.jspecify.annotations.Nullable Object value) {
    switch (value) {
      case null -> page.append("none");
      case Map<?, ?> map when map.isEmpty() -> page.append("none");
      case List<?> list when list.isEmpty() -> page.append("none");
      case Map<?, ?> map -> {
        page.append("<table>");
        map.forEach((name, inner) -> row(page, String.valueOf(name), inner));
        page.append("</table>");
      }
      case List<?> list when list.getFirst() instanceof Map<?, ?> first -> table(page, list, first);
      case List<?> list -> {
        page.append("<ul>");
        list.forEach(item -> page.append("<li>").append(escaped(item)).append("</li>"));
        page.append("</ul>");
      }
      default -> page.append(escaped(value));
    }
  }

  private static void table(StringBuilder page, List<?> rows, Map<?, ?> first) {
    page.append("<table><thead><tr>");
    first
        .keySet()
        .forEach(
            name ->
                page.append("<th scope=\"col\">")
                    .append(words(String.valueOf(name)))
                    .append("</th>"));
    page.append("</tr></thead>");
    for (Object item : rows) {
      page.append("<tr>");
      ((Map<?, ?>) item)
          .values()
          .forEach(cell -> page.append("<td>").append(escaped(cell)).append("</td>"));
      page.append("</tr>");
    }
    page.append("</table>");
  }

  /** A name as words: {@code openFindings} becomes "open findings". */
  private static String words(String name) {
    String spaced = name.matches("[a-zA-Z]+") ? name.replaceAll("([a-z])([A-Z])", "$1 $2") : name;
    return escaped(spaced.equals(name) ? name : spaced.toLowerCase(java.util.Locale.ROOT));
  }

  private static String escaped(Object value) {
    return HtmlUtils.htmlEscape(PlainText.visible(String.valueOf(value)), "UTF-8");
  }
}
