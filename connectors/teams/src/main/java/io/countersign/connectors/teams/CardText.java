package io.countersign.connectors.teams;

import io.countersign.spi.review.CardPart;
import io.countersign.spi.review.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes card elements that hold text of strangers. Text runs alone: they know no markup, links or
 * mentions, unlike text blocks. Remembers whether all of it fitted.
 */
final class CardText {

  static final String CONTINUED = "↳ ";

  /** Clients show several usual spaces as one. Strangers' own of this kind are shown as escapes. */
  private static final String KEPT_SPACE = "\u00a0";

  private static final Pattern MACRO = Pattern.compile("\\{\\{(?=\\s*[A-Za-z])");

  private final List<Map<String, ?>> elements = new ArrayList<>();
  private boolean whole = true;
  private int left = Limits.MESSAGE;
  private int lines;

  /** Whether nothing had to be cut. */
  boolean isWhole() {
    return whole;
  }

  List<Map<String, ?>> elements() {
    return elements;
  }

  void add(Map<String, ?> element) {
    elements.add(element);
  }

  void add(CardPart part) {
    switch (part) {
      case CardPart.Title title -> header(title.text());
      case CardPart.Lines lines -> section(lines.heading(), lines.lines());
      case CardPart.Exact exact -> {
        section(exact.heading(), List.of());
        preformatted(exact.items());
      }
      case CardPart.SmallPrint print -> context(print.text());
    }
  }

  /** Words of ours, with names from our own configuration at most. */
  void header(String text) {
    elements.add(
        line(
            fit(Visible.line(text), Limits.HEADER),
            Map.of("size", "Large", "weight", "Bolder"),
            "None"));
  }

  /** A heading of ours with lines below it; strangers' text cannot begin a line of its own. */
  void section(String heading, List<String> texts) {
    int room = Limits.SECTION;
    boolean first = true;
    if (!heading.isEmpty()) {
      elements.add(line(fit(heading, room), Map.of("weight", "Bolder"), "Medium"));
      first = false;
    }
    for (String text : texts) {
      if (isFull()) {
        return;
      }
      String fitting = fit(Visible.line(text), room);
      room -= Limits.cost(fitting);
      rows(elements, "", fitting, Map.of(), first ? "Medium" : "None");
      first = false;
    }
  }

  /** A sentence of ours, for which there is always room. */
  void note(String text) {
    elements.add(line(text, Map.of("weight", "Bolder"), "Medium"));
  }

  /** A hint of ours, for which there is always room. */
  void hint(String text) {
    elements.add(line(text, Map.of("size", "Small", "isSubtle", true), "Medium"));
  }

  /** Small print. */
  void context(String text) {
    String fitting = fit(Visible.line(text), Limits.SECTION);
    rows(elements, "", fitting, Map.of("size", "Small", "isSubtle", true), "Medium");
  }

  /**
   * Text word for word: each line of it under its number, so that nothing in it can pass for a line
   * of ours.
   */
  void preformatted(List<String> items) {
    List<Map<String, ?>> shown = new ArrayList<>();
    int room = Limits.PAYLOAD;
    int number = 0;
    for (String item : items) {
      for (String text : item.split("\n", -1)) {
        number++;
        if (number <= Limits.PAYLOAD_LINES && !isFull()) {
          String fitting = fit(Visible.line(text), room);
          room -= Limits.cost(fitting);
          String head = String.format("%3d  ", number).replace(" ", KEPT_SPACE);
          rows(shown, head, fitting, Map.of("fontType", "Monospace"), "None");
        }
      }
    }
    whole &= number <= Limits.PAYLOAD_LINES;
    if (!shown.isEmpty()) {
      elements.add(
          Map.of("type", "Container", "style", "emphasis", "spacing", "Small", "items", shown));
    }
  }

  /**
   * Adds a text, in rows that begin with an arrow wherever a word is longer than clients are sure
   * to show: some let it run out of sight.
   */
  private void rows(
      List<Map<String, ?>> to, String head, String text, Map<String, ?> look, String spacing) {
    int from = 0;
    int word = 0;
    boolean first = true;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      word = text.charAt(at) == ' ' ? 0 : word + 1;
      if (word > Limits.WORD) {
        to.add(line((first ? head : CONTINUED) + text.substring(from, at), look, spacing));
        lines++;
        first = false;
        from = at;
        word = 1;
      }
    }
    to.add(line((first ? head : CONTINUED) + text.substring(from), look, first ? spacing : "None"));
  }

  private boolean isFull() {
    boolean full = lines >= Limits.LINES;
    whole &= !full;
    return full;
  }

  private String fit(String text, int most) {
    lines++;
    int room = Math.max(4, Math.min(most, left));
    String fitting = Limits.cut(text, room);
    whole &= fitting.equals(text);
    left = Math.max(0, left - Limits.cost(fitting));
    return fitting;
  }

  /** A line of its own. */
  static Map<String, ?> line(String text, Map<String, ?> look, String spacing) {
    List<Map<String, ?>> runs = new ArrayList<>();
    for (String piece : pieces(text)) {
      Map<String, Object> run = new java.util.LinkedHashMap<>();
      run.put("type", "TextRun");
      run.put("text", piece.replace("  ", " " + KEPT_SPACE));
      run.putAll(look);
      runs.add(run);
    }
    return Map.of("type", "RichTextBlock", "spacing", spacing, "inlines", runs);
  }

  /**
   * Renderers make dates of {@code {{DATE(…)}}}, even in text runs, unless the braces are apart.
   */
  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    Matcher macro = MACRO.matcher(text);
    while (macro.find()) {
      pieces.add(text.substring(from, macro.start() + 1));
      from = macro.start() + 1;
    }
    pieces.add(text.substring(from));
    pieces.removeIf(String::isEmpty);
    return pieces.isEmpty() ? List.of(" ") : pieces;
  }
}
