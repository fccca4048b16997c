package io.countersign.console.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the nodes of a graph into layers, so that steps lead from a layer to a later one (longest
 * path layering, after Sugiyama, Tagawa and Toda, 1981). Steps that close a circle are turned.
 */
final class Layers {

  /** A step between two nodes. */
  record Step(String from, String to) {}

  private final Map<String, List<String>> next = new LinkedHashMap<>();
  private final Map<String, Integer> layer = new HashMap<>();

  private Layers() {}

  /** The layer of every node, from 0. Steps to unknown nodes are left out. */
  static Map<String, Integer> of(List<String> nodes, List<Step> steps) {
    Layers layers = new Layers();
    nodes.forEach(node -> layers.next.put(node, new ArrayList<>()));
    for (Step step : steps) {
      List<String> after = layers.next.get(step.from());
      if (after != null && layers.next.containsKey(step.to()) && !step.from().equals(step.to())) {
        after.add(step.to());
      }
    }
    layers.turnCircles();
    layers.longestPaths();
    layers.pullSources();
    return layers.layer;
  }

  /** Turns the steps that a walk in depth finds to lead back to where it is. */
  private void turnCircles() {
    Set<String> done = new HashSet<>();
    for (String start : List.copyOf(next.keySet())) {
      Set<String> walking = new HashSet<>();
      Deque<String> path = new ArrayDeque<>(List.of(start));
      while (!path.isEmpty()) {
        String at = path.getFirst();
        walking.add(at);
        String further = null;
        for (String to : List.copyOf(next.getOrDefault(at, List.of()))) {
          if (walking.contains(to)) {
            next.getOrDefault(at, List.of()).remove(to);
            next.getOrDefault(to, List.of()).add(at);
          } else if (!done.contains(to)) {
            further = to;
            break;
          }
        }
        if (further == null || done.contains(at)) {
          path.pop();
          walking.remove(at);
          done.add(at);
        } else {
          path.push(further);
        }
      }
    }
  }

  private void longestPaths() {
    Map<String, Integer> open = new HashMap<>();
    next.values().forEach(all -> all.forEach(to -> open.merge(to, 1, Integer::sum)));
    Deque<String> ready = new ArrayDeque<>();
    next.keySet().stream().filter(node -> !open.containsKey(node)).forEach(ready::add);
    next.keySet().forEach(node -> layer.put(node, 0));
    while (!ready.isEmpty()) {
      String at = ready.removeFirst();
      for (String to : next.getOrDefault(at, List.of())) {
        layer.merge(to, layer.getOrDefault(at, 0) + 1, Math::max);
        int left = open.getOrDefault(to, 0) - 1;
        open.put(to, left);
        if (left == 0) {
          ready.add(to);
        }
      }
    }
  }

  /** People and policies come from nowhere; they belong beside what they did first. */
  private void pullSources() {
    Set<String> reached = new HashSet<>();
    next.values().forEach(reached::addAll);
    for (Map.Entry<String, List<String>> node : next.entrySet()) {
      if (!reached.contains(node.getKey()) && !node.getValue().isEmpty()) {
        int first =
            node.getValue().stream().mapToInt(to -> layer.getOrDefault(to, 0)).min().orElse(1);
        layer.put(node.getKey(), Math.max(0, first - 1));
      }
    }
  }
}
