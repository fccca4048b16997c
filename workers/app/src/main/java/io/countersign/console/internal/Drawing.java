package io.countersign.console.internal;

import java.util.List;

/**
 * A drawing of a graph, in pixels.
 *
 * @param boxes the nodes
 * @param lines the steps between them, as SVG paths
 */
record Drawing(int width, int height, List<Box> boxes, List<Line> lines) {

  /** A node: its corner, what it is called, and where it leads. */
  record Box(
      String key,
      int x,
      int y,
      String kind,
      String look,
      String name,
      String whole,
      String link,
      boolean start) {

    /**
     * How round its corners are: actors are pills, deeds are soft, data and decisions are sharp.
     */
    public int corner() {
      return switch (look) {
        case "actor" -> 23;
        case "deed" -> 9;
        default -> 2;
      };
    }
  }

  /** A step. */
  record Line(String path, String what) {}
}
