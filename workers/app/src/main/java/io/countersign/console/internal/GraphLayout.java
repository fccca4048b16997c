package io.countersign.console.internal;

import io.countersign.console.internal.Layers.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Places the nodes of a layered graph: long steps get places of their own in the layers between,
 * and each layer is ordered by where its neighbours are (barycentre heuristic), a few times there
 * and back.
 */
final class GraphLayout {

  static final int WIDTH = 190;
  static final int HEIGHT = 46;
  private static final int GAP_X = 70;
  private static final int GAP_Y = 16;
  private static final int BEND = 14;
  private static final int MARGIN = 12;
  private static final int SWEEPS = 6;

  private final Map<String, Integer> layer;
  private final Map<Integer, List<String>> rows = new TreeMap<>();
  private final Map<String, List<String>> before = new HashMap<>();
  private final Map<String, List<String>> after = new HashMap<>();
  private final Map<String, Integer> y = new HashMap<>();
  private final Map<Step, List<String>> ways = new LinkedHashMap<>();
  private int bends;

  private GraphLayout(List<String> nodes, List<Step> steps) {
    layer = new HashMap<>(Layers.of(nodes, steps));
    nodes.forEach(this::enter);
    steps.stream()
        .filter(step -> layer.containsKey(step.from()) && layer.containsKey(step.to()))
        .forEach(this::lead);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      order(sweep % 2 == 0 ? before : after, sweep % 2 == 0);
    }
    place();
  }

  static GraphLayout of(List<String> nodes, List<Step> steps) {
    return new GraphLayout(nodes, steps);
  }

  int x(String node) {
    return MARGIN + layer.getOrDefault(node, 0) * (WIDTH + GAP_X);
  }

  int y(String node) {
    return MARGIN + y.getOrDefault(node, 0);
  }

  int width() {
    return 2 * MARGIN + rows.size() * (WIDTH + GAP_X) - GAP_X;
  }

  int height() {
    return 2 * MARGIN
        + rows.values().stream()
            .filter(row -> !row.isEmpty())
            .mapToInt(row -> y.getOrDefault(row.getLast(), 0) + size(row.getLast()))
            .max()
            .orElse(0);
  }

  /** The way of each step, as an SVG path. */
  Map<Step, String> paths() {
    Map<Step, String> paths = new LinkedHashMap<>();
    ways.forEach((step, way) -> paths.put(step, path(way)));
    return paths;
  }

  private void enter(String node) {
    rows.computeIfAbsent(layer.getOrDefault(node, 0), any -> new ArrayList<>()).add(node);
  }

  private void lead(Step step) {
    List<String> way = new ArrayList<>(List.of(step.from()));
    int from = layer.getOrDefault(step.from(), 0);
    int to = layer.getOrDefault(step.to(), 0);
    int direction = Integer.signum(to - from);
    for (int at = from + direction; direction != 0 && at != to; at += direction) {
      String bend = "\u0000" + bends++;
      layer.put(bend, at);
      enter(bend);
      way.add(bend);
    }
    way.add(step.to());
    for (int i = 1; i < way.size(); i++) {
      boolean forward = direction >= 0;
      String left = way.get(forward ? i - 1 : i);
      String right = way.get(forward ? i : i - 1);
      after.computeIfAbsent(left, any -> new ArrayList<>()).add(right);
      before.computeIfAbsent(right, any -> new ArrayList<>()).add(left);
    }
    ways.put(step, way);
  }

  private void order(Map<String, List<String>> neighbours, boolean forward) {
    List<Integer> layers = new ArrayList<>(rows.keySet());
    List<Integer> walk = forward ? layers : layers.reversed();
    Map<String, Integer> position = new HashMap<>();
    for (int at : walk) {
      List<String> row = rows.getOrDefault(at, List.of());
      Map<String, Double> centre = new HashMap<>();
      for (int i = 0; i < row.size(); i++) {
        double own = i;
        centre.put(
            row.get(i),
            neighbours.getOrDefault(row.get(i), List.of()).stream()
                .filter(position::containsKey)
                .mapToInt(node -> position.getOrDefault(node, 0))
                .average()
                .orElse(own));
      }
      row.sort(Comparator.comparingDouble(node -> centre.getOrDefault(node, 0.0)));
      for (int i = 0; i < row.size(); i++) {
        position.put(row.get(i), i);
      }
    }
  }

  private void place() {
    int tallest = rows.values().stream().mapToInt(this::tall).max().orElse(0);
    for (List<String> row : rows.values()) {
      int at = (tallest - tall(row)) / 2;
      for (String node : row) {
        y.put(node, at);
        at += size(node) + GAP_Y;
      }
    }
  }

  private int tall(List<String> row) {
    return row.stream().mapToInt(node -> size(node) + GAP_Y).sum() - GAP_Y;
  }

  private static int size(String node) {
    return node.startsWith("\u0000") ? BEND : HEIGHT;
  }

  private String path(List<String> way) {
    boolean forward = x(way.getFirst()) <= x(way.getLast());
    int x = forward ? x(way.getFirst()) + WIDTH : x(way.getFirst());
    int at = y(way.getFirst()) + HEIGHT / 2;
    StringBuilder path = new StringBuilder("M" + x + " " + at);
    for (String stop : way.subList(1, way.size())) {
      int toX = forward ? x(stop) : x(stop) + WIDTH;
      int toY = y(stop) + size(stop) / 2;
      int middle = (x + toX) / 2;
      path.append(" C%d %d %d %d %d %d".formatted(middle, at, middle, toY, toX, toY));
      x = toX;
      at = toY;
      if (stop.startsWith("\u0000")) {
        x = forward ? toX + WIDTH : toX - WIDTH;
        path.append(" H").append(x);
      }
    }
    return path.toString();
  }
}
