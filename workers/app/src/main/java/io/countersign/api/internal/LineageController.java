package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.history.ProcessHistory;
import io.countersign.identity.Role;
import io.countersign.lineage.LineageExport;
import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.LineageGraph.Direction;
import io.countersign.lineage.Node;
import io.countersign.lineage.Slice;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where data came from, where it went, and who decided on the way. */
@RestController
@RequestMapping("/api/v1/lineage")
class LineageController {

  private final LineageGraph graph;
  private final LineageExport export;
  private final LineageSight sight;
  private final ProcessHistory history;

  LineageController(
      LineageGraph graph, LineageExport export, LineageSight sight, ProcessHistory history) {
    this.graph = graph;
    this.export = export;
    this.sight = sight;
    this.history = history;
  }

  /**
   * @param of a dataset, the digest of a revision, the id of an action
   */
  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping
  Map<String, Object> around(
      @RequestParam String of,
      @RequestParam(defaultValue = "both") String direction,
      @RequestParam(defaultValue = "false") boolean columns,
      @RequestParam(defaultValue = "500") int limit,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    Slice slice = sight.of(caller, graph.around(keys(of), direction(direction), limit));
    if (slice.nodes().isEmpty()) {
      throw unknown(of);
    }
    Map<String, Object> view = new LinkedHashMap<>(LineageViews.slice(slice, records(slice)));
    if (columns && !caller.isAgent()) {
      view.put("columns", columns(slice));
    }
    view.put("pending", graph.pending());
    view.put("historyGaps", caller.isAgent() ? 0 : history.gaps());
    return view;
  }

  private Map<String, Object> columns(Slice slice) {
    Map<String, Object> columns = new LinkedHashMap<>();
    slice.nodes().stream()
        .filter(node -> node.kind() == Node.Kind.REVISION)
        .forEach(
            node ->
                columns.put(
                    node.key(),
                    graph.columns(node.key()).stream().map(LineageViews::column).toList()));
    return columns;
  }

  private Map<String, Long> records(Slice slice) {
    return graph.onRecord(
        slice.nodes().stream()
            .filter(node -> node.kind() == Node.Kind.ACTION)
            .map(Node::key)
            .toList());
  }

  /** Where a column of a revision went, as far as nothing cleared it. */
  @Allowed({Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/columns")
  Map<String, Object> column(@RequestParam String of, @RequestParam String column) {
    return Map.of(
        "items",
        keys(of).stream()
            .flatMap(key -> graph.reachedBy(key, column).stream())
            .distinct()
            .map(LineageViews::column)
            .toList());
  }

  /** Who could have seen something of a dataset. */
  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/sightings")
  Map<String, Object> sightings(
      @RequestParam String of, @RequestParam(defaultValue = "500") int limit) {
    return Map.of(
        "items",
        keys(of).stream()
            .flatMap(key -> graph.sightings(key, limit).stream())
            .map(LineageViews::sighting)
            .toList());
  }

  /** What a person or an agent did in a period. */
  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/deeds")
  Map<String, Object> deeds(
      @RequestParam String actor,
      @RequestParam Instant from,
      @RequestParam Instant to,
      @RequestParam(defaultValue = "500") int limit) {
    return Map.of(
        "items",
        keys(actor).stream()
            .flatMap(key -> graph.deeds(key, from, to, limit).stream())
            .map(LineageViews::deed)
            .toList());
  }

  /** What would not have happened without a decision, or without the reviews of an action. */
  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/affected")
  Map<String, Object> affected(
      @RequestParam String by, @RequestParam(defaultValue = "500") int limit) {
    Slice slice = graph.affectedBy(keys(by).getFirst(), limit);
    return LineageViews.slice(slice, records(slice));
  }

  /** Everything, in a format that others read. */
  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/export")
  void export(@RequestParam String format, HttpServletResponse response) throws IOException {
    if (!export.formats().contains(format)) {
      throw new Rejected(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "UnknownFormat",
          List.of(
              "There is no format '"
                  + format
                  + "'. Known: "
                  + String.join(", ", export.formats())
                  + "."));
    }
    if (format.equals("ocel-sqlite")) {
      response.setContentType("application/vnd.sqlite3");
    } else {
      response.setContentType("application/json");
      response.setCharacterEncoding("UTF-8");
    }
    export.write(format, response.getOutputStream());
  }

  /** Drops the graph and makes it again, in the background. */
  @Allowed(Role.OPERATOR)
  @PostMapping("/rebuild")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> rebuild() {
    graph.rebuild();
    return Map.of("pending", graph.pending());
  }

  private List<String> keys(String name) {
    List<String> keys = graph.find(name).stream().map(Node::key).toList();
    if (keys.isEmpty()) {
      throw unknown(name);
    }
    return keys;
  }

  private static Direction direction(String text) {
    return switch (text) {
      case "up" -> Direction.UP;
      case "down" -> Direction.DOWN;
      case "both" -> Direction.BOTH;
      default ->
          throw new Rejected(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "UnknownDirection",
              List.of("There is no direction '" + text + "'. Say up, down or both."));
    };
  }

  private static Rejected unknown(String name) {
    return new Rejected(
        HttpStatus.NOT_FOUND,
        "NotFound",
        List.of(
            "Lineage knows nothing called '"
                + name
                + "'. Name a dataset, the digest of a revision, or the id of an action."));
  }
}
