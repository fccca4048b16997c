package io.countersign.evidence.internal;

import io.countersign.support.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * A sample that whoever made the pack cannot choose: the actions with the smallest SHA-256 over the
 * auditor's seed and their id. Anyone can draw it again from the population.
 */
final class Sample {

  /** How it is drawn, in words that suffice to repeat it. */
  static final String METHOD =
      "The actions with the smallest SHA-256, in hexadecimal, of the UTF-8 text SEED:ID.";

  private record Drawn(String rank, UUID id) {}

  private static final Comparator<Drawn> BY_RANK = Comparator.comparing(Drawn::rank);

  private final String seed;
  private final int size;
  private final PriorityQueue<Drawn> smallest = new PriorityQueue<>(BY_RANK.reversed());

  Sample(String seed, int size) {
    this.seed = seed;
    this.size = size;
  }

  void offer(UUID id) {
    smallest.add(new Drawn(rank(id), id));
    if (smallest.size() > size) {
      smallest.remove();
    }
  }

  private String rank(UUID id) {
    return Digests.hex(Digests.sha256((seed + ":" + id).getBytes(StandardCharsets.UTF_8)));
  }

  /** What was drawn, smallest first. */
  List<UUID> drawn() {
    return smallest.stream().sorted(BY_RANK).map(Drawn::id).toList();
  }
}
