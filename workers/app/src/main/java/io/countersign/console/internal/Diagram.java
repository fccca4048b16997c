package io.countersign.console.internal;

import io.countersign.spi.review.Visible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * A process as its author drew it, in pixels, with the path that an instance took.
 *
 * @param x left edge of the drawing
 * @param y its upper edge
 * @param shapes containers first
 */
record Diagram(int x, int y, int width, int height, List<Shape> shapes, List<Flow> flows) {

  private static final int MARGIN = 20;
  private static final int CHARACTERS = 16;

  /** From the top of a name to the baseline of its first line. */
  private static final int ASCENT = 11;

  /**
   * An element.
   *
   * @param look {@code task}, {@code call}, {@code event}, {@code end}, {@code gateway} or {@code
   *     container}
   * @param state {@code done}, {@code active}, {@code ended} (interrupted) or {@code untouched}
   * @param lines its name, in lines
   * @param textX where these begin
   * @param textY baseline of the first
   */
  record Shape(
      String id,
      String look,
      String state,
      int x,
      int y,
      int width,
      int height,
      List<String> lines,
      int textX,
      int textY) {

    /** Centre of it. */
    public int centreX() {
      return x + width / 2;
    }

    /** Centre of it. */
    public int centreY() {
      return y + height / 2;
    }

    /** The corners of a gateway, for SVG. */
    public String corners() {
      return "%d,%d %d,%d %d,%d %d,%d"
          .formatted(centreX(), y, x + width, centreY(), centreX(), y + height, x, centreY());
    }
  }

  /** A sequence flow as an SVG path, and whether it was taken. */
  record Flow(String path, boolean taken) {}

  /**
   * Draws a model.
   *
   * @param states of its elements, by id
   * @param taken ids of the sequence flows that were taken
   */
  static Diagram of(String bpmn, Map<String, String> states, Set<String> taken) {
    Element root = Xml.root(bpmn);
    Map<String, Element> elements = new HashMap<>();
    for (Element process : Xml.children(root, "process")) {
      collect(process, elements);
    }
    List<Shape> shapes = new ArrayList<>();
    for (Element drawn : Xml.all(root, "BPMNShape")) {
      Element element = elements.get(drawn.getAttribute("bpmnElement"));
      if (element != null) {
        shapes.add(shape(element, drawn, states));
      }
    }
    shapes.sort(java.util.Comparator.comparing(shape -> !shape.look().equals("container")));
    List<Flow> flows = new ArrayList<>();
    for (Element drawn : Xml.all(root, "BPMNEdge")) {
      flows.add(
          new Flow(
              Xml.children(drawn, "waypoint").stream()
                  .map(point -> number(point, "x") + " " + number(point, "y"))
                  .collect(Collectors.joining(" L", "M", "")),
              taken.contains(drawn.getAttribute("bpmnElement"))));
    }
    return framed(shapes, flows);
  }

  /** What its elements are called, by id; those without a name are left out. */
  Map<String, String> names() {
    return shapes.stream()
        .filter(shape -> !shape.lines().equals(List.of("")))
        .collect(Collectors.toMap(Shape::id, shape -> String.join(" ", shape.lines())));
  }

  private static void collect(Element from, Map<String, Element> elements) {
    for (Element element : Xml.all(from, "*")) {
      if (element.hasAttribute("id")) {
        elements.put(element.getAttribute("id"), element);
      }
    }
  }

  private static Diagram framed(List<Shape> shapes, List<Flow> flows) {
    int left = shapes.stream().mapToInt(Shape::x).min().orElse(0) - 2 * MARGIN;
    int top = shapes.stream().mapToInt(Shape::y).min().orElse(0) - 2 * MARGIN;
    int right = shapes.stream().mapToInt(shape -> shape.x() + shape.width()).max().orElse(0);
    int bottom = shapes.stream().mapToInt(shape -> shape.y() + shape.height()).max().orElse(0);
    return new Diagram(
        left, top, right - left + 3 * MARGIN, bottom - top + 3 * MARGIN, shapes, flows);
  }

  private static Shape shape(Element element, Element drawn, Map<String, String> states) {
    Element bounds = Xml.children(drawn, "Bounds").getFirst();
    String look = look(String.valueOf(element.getLocalName()), drawn);
    int x = number(bounds, "x");
    int y = number(bounds, "y");
    int width = number(bounds, "width");
    int height = number(bounds, "height");
    boolean inside = look.equals("task") || look.equals("call");
    List<String> lines = lines(element.getAttribute("name"));
    int textY =
        inside
            ? y + height / 2 - (lines.size() - 1) * 7 + 4
            : look.equals("container") ? y + 18 : y + height + 14;
    Optional<Element> label =
        Xml.children(drawn, "BPMNLabel").stream()
            .flatMap(drawnName -> Xml.children(drawnName, "Bounds").stream())
            .findFirst();
    String id = element.getAttribute("id");
    return new Shape(
        id,
        look,
        states.getOrDefault(id, "untouched"),
        x,
        y,
        width,
        height,
        lines,
        label.map(at -> number(at, "x") + number(at, "width") / 2).orElse(x + width / 2),
        label.map(at -> number(at, "y") + ASCENT).orElse(textY));
  }

  private static String look(String type, Element drawn) {
    if (type.endsWith("Gateway")) {
      return "gateway";
    }
    if (type.equals("endEvent")) {
      return "end";
    }
    if (type.endsWith("Event")) {
      return "event";
    }
    if (type.equals("callActivity")) {
      return "call";
    }
    boolean open = !drawn.getAttribute("isExpanded").equals("false");
    return type.toLowerCase(Locale.ROOT).endsWith("subprocess") && open ? "container" : "task";
  }

  private static int number(Element element, String attribute) {
    return (int) Math.round(Double.parseDouble(element.getAttribute(attribute)));
  }

  private static List<String> lines(String name) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : Visible.line(name.replaceAll("\\s+", " ").strip()).split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > CHARACTERS) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
