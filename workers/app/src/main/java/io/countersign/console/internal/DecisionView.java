package io.countersign.console.internal;

import io.countersign.spi.review.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * A decision table as people read it: each rule with the conditions that it has.
 *
 * @param name of the table
 * @param says what it is for
 * @param rules in the order of the table
 */
record DecisionView(String name, String says, List<Rule> rules) {

  private static final Set<String> NOTHING = Set.of("", "-", "null");

  /**
   * A rule.
   *
   * @param id as rulings name it
   * @param says what its author says of it
   * @param when conditions, by the label of their column; without any it always holds
   * @param then what follows, by the label of its column
   */
  record Rule(String id, String says, Map<String, String> when, Map<String, String> then) {}

  /**
   * Reads the decision tables of a DMN file.
   *
   * @throws IllegalArgumentException when it is no XML
   */
  static List<DecisionView> read(String dmn) {
    List<DecisionView> views = new ArrayList<>();
    for (Element decision : Xml.all(Xml.root(dmn), "decision")) {
      for (Element table : Xml.children(decision, "decisionTable")) {
        views.add(table(decision, table));
      }
    }
    return views;
  }

  private static DecisionView table(Element decision, Element table) {
    List<String> inputs = Xml.children(table, "input").stream().map(DecisionView::label).toList();
    List<String> outputs = Xml.children(table, "output").stream().map(DecisionView::label).toList();
    return new DecisionView(
        Visible.line(decision.getAttribute("name")),
        Xml.text(decision, "description").map(DecisionView::line).orElse(""),
        Xml.children(table, "rule").stream().map(rule -> rule(rule, inputs, outputs)).toList());
  }

  private static String label(Element column) {
    String label = column.getAttribute("label");
    return line(label.isBlank() ? column.getAttribute("name") : label);
  }

  private static Rule rule(Element rule, List<String> inputs, List<String> outputs) {
    return new Rule(
        Visible.line(rule.getAttribute("id")),
        Xml.text(rule, "description").map(DecisionView::line).orElse(""),
        cells(Xml.children(rule, "inputEntry"), inputs),
        cells(Xml.children(rule, "outputEntry"), outputs));
  }

  /** Empty cells, any value and nothing are left out. */
  private static Map<String, String> cells(List<Element> entries, List<String> labels) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < entries.size() && i < labels.size(); i++) {
      Optional<String> cell = Xml.text(entries.get(i), "text").map(DecisionView::line);
      if (cell.filter(text -> !NOTHING.contains(text)).isPresent()) {
        cells.put(labels.get(i), cell.get());
      }
    }
    return cells;
  }

  private static String line(String text) {
    return Visible.line(text.strip().replaceAll("\\s+", " "));
  }
}
