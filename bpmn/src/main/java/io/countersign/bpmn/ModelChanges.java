package io.countersign.bpmn;

import io.countersign.bpmn.decisions.DecisionTable;
import io.countersign.bpmn.decisions.ModelXml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/**
 * What differs between two versions of a model, in sentences. Decisions by rule and column, the
 * rest of them and processes by element, forms by line. Where things lie in the drawing does not
 * count.
 */
public final class ModelChanges {

  private static final int LONGEST = 160;

  private final List<String> changes = new ArrayList<>();

  private ModelChanges() {}

  /**
   * Compares two versions.
   *
   * @return one sentence per difference; empty when both do the same
   * @throws IllegalArgumentException when one of them cannot be read
   */
  public static List<String> between(Model before, Model after) {
    ModelChanges all = new ModelChanges();
    switch (after.kind()) {
      case DECISION -> {
        all.rules(before, after);
        all.elements(before, after);
      }
      case PROCESS -> all.elements(before, after);
      case FORM -> all.lines(before.text(), after.text());
    }
    return List.copyOf(all.changes);
  }

  private void rules(Model before, Model after) {
    Map<String, Map<String, String>> old =
        DecisionTable.read(before.fileName(), before.text()).rules();
    Map<String, Map<String, String>> now =
        DecisionTable.read(after.fileName(), after.text()).rules();
    both(old.keySet(), now.keySet())
        .forEach(
            id -> {
              if (!old.containsKey(id)) {
                changes.add(
                    "Rule " + id + " is new: " + cells(now.getOrDefault(id, Map.of())) + ".");
              } else if (!now.containsKey(id)) {
                changes.add(
                    "Rule "
                        + id
                        + " is gone; it was "
                        + cells(old.getOrDefault(id, Map.of()))
                        + ".");
              } else {
                cells(id, old.getOrDefault(id, Map.of()), now.getOrDefault(id, Map.of()));
              }
            });
  }

  private void cells(String rule, Map<String, String> old, Map<String, String> now) {
    for (String column : both(old.keySet(), now.keySet())) {
      String was = old.getOrDefault(column, "");
      String is = now.getOrDefault(column, "");
      if (!was.equals(is)) {
        changes.add(
            "Rule " + rule + ", " + column + ": " + quoted(was) + " becomes " + quoted(is) + ".");
      }
    }
  }

  private static String cells(Map<String, String> rule) {
    List<String> filled = new ArrayList<>();
    rule.forEach(
        (column, text) -> {
          if (!text.isBlank() && !text.equals("null")) {
            filled.add(column + " " + text);
          }
        });
    return String.join(", ", filled);
  }

  private void elements(Model before, Model after) {
    Map<String, String> old = contents(before);
    Map<String, String> now = contents(after);
    for (String id : both(old.keySet(), now.keySet())) {
      if (!old.containsKey(id)) {
        changes.add("Element " + id + " is new.");
      } else if (!now.containsKey(id)) {
        changes.add("Element " + id + " is gone.");
      } else if (!old.get(id).equals(now.get(id))) {
        changes.add("Element " + id + " changed.");
      }
    }
  }

  /** Every element that has an id, with all that belongs to it and to no other element. */
  private static Map<String, String> contents(Model model) {
    Map<String, StringBuilder> contents = new LinkedHashMap<>();
    Element root = ModelXml.parse(model.fileName(), model.text()).getDocumentElement();
    collect(root, contents, contents.computeIfAbsent("(file)", id -> new StringBuilder()));
    Map<String, String> texts = new TreeMap<>();
    contents.forEach((id, text) -> texts.put(id, text.toString()));
    return texts;
  }

  private static void collect(
      Element element, Map<String, StringBuilder> contents, StringBuilder owner) {
    if (isDrawing(element) || isRule(element)) {
      return;
    }
    StringBuilder own = owner;
    if (element.hasAttribute("id")) {
      String id = element.getAttribute("id");
      owner.append('#').append(id);
      own = contents.computeIfAbsent(id, none -> new StringBuilder());
    }
    own.append('<').append(element.getNamespaceURI()).append(' ').append(element.getLocalName());
    attributes(element, own);
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        collect(inner, contents, own);
      } else if (child instanceof Text text && !text.getData().isBlank()) {
        own.append(text.getData().strip());
      }
    }
    own.append('>');
  }

  private static void attributes(Element element, StringBuilder own) {
    NamedNodeMap attributes = element.getAttributes();
    Map<String, String> sorted = new TreeMap<>();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node attribute = attributes.item(i);
      String namespace = attribute.getNamespaceURI();
      boolean drawing = namespace != null && (isDrawing(namespace) || namespace.endsWith("xmlns/"));
      if (!drawing) {
        sorted.put(namespace + " " + attribute.getLocalName(), attribute.getNodeValue());
      }
    }
    own.append(sorted);
  }

  private static boolean isDrawing(Element element) {
    String namespace = element.getNamespaceURI();
    return namespace != null && isDrawing(namespace);
  }

  private static boolean isDrawing(String namespace) {
    return namespace.contains("/DI")
        || namespace.contains("/DMNDI")
        || namespace.contains("/DC")
        || namespace.contains("/biodi")
        || namespace.contains("/color/")
        || namespace.contains("schema/bpmn/biocolor");
  }

  /** Rules are compared by their cells. */
  private static boolean isRule(Element element) {
    return "rule".equals(element.getLocalName())
        && String.valueOf(element.getNamespaceURI()).contains("/DMN/");
  }

  private void lines(String before, String after) {
    List<String> old = before.lines().map(String::strip).toList();
    List<String> now = after.lines().map(String::strip).toList();
    left(now, old).forEach(line -> changes.add("Line added: " + quoted(line)));
    left(old, now).forEach(line -> changes.add("Line removed: " + quoted(line)));
    if (changes.isEmpty() && !old.equals(now)) {
      changes.add("The same lines in another order.");
    }
  }

  private static List<String> left(List<String> from, List<String> others) {
    List<String> left = new ArrayList<>(from);
    others.forEach(left::remove);
    return left;
  }

  private static Set<String> both(Collection<String> old, Collection<String> now) {
    Set<String> both = new LinkedHashSet<>(now);
    both.addAll(old);
    return both;
  }

  private static String quoted(String text) {
    String line = text.replaceAll("\\s+", " ");
    if (line.isBlank()) {
      return "nothing";
    }
    return "`" + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line) + "`";
  }
}
