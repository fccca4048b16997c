package io.countersign.console.internal;

import io.countersign.access.Allowed;
import io.countersign.identity.Role;
import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.LineageGraph.Direction;
import io.countersign.lineage.Node;
import io.countersign.lineage.Slice;
import io.countersign.spi.review.Visible;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where data came from, where it went, and who decided on the way. */
@Controller
class LineagePageController {

  /** The most nodes that one drawing holds. */
  private static final int MOST = 500;

  private final LineageGraph graph;
  private final LineagePages pages;

  LineagePageController(LineageGraph graph, LineagePages pages) {
    this.graph = graph;
    this.pages = pages;
  }

  @Allowed({Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/lineage")
  String lineage(
      @RequestParam(defaultValue = "") String of,
      @RequestParam(defaultValue = "both") String direction,
      Model model) {
    model.addAttribute("of", of);
    model.addAttribute("direction", direction(direction).name().toLowerCase(java.util.Locale.ROOT));
    if (!of.isBlank()) {
      List<String> keys = graph.find(of.strip()).stream().map(Node::key).toList();
      if (keys.isEmpty()) {
        model.addAttribute("unknown", Visible.line(of));
      } else {
        Slice slice = graph.around(keys, direction(direction), MOST);
        model.addAttribute("view", pages.of(slice));
      }
    }
    model.addAttribute("pending", graph.pending());
    return "console/lineage";
  }

  private static Direction direction(String text) {
    return switch (text) {
      case "up" -> Direction.UP;
      case "down" -> Direction.DOWN;
      default -> Direction.BOTH;
    };
  }
}
