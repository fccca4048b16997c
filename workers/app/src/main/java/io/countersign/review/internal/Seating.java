package io.countersign.review.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether every seat can be filled by a different person, where groups overlap. Bipartite matching
 * by augmenting paths, see H. W. Kuhn, "The Hungarian method for the assignment problem", 1955.
 *
 * <p>Delegates need no part in it. Whoever fills a seat in a candidate's place uses up that
 * candidate too, so wherever seats can be filled with delegates, the candidates in whose place they
 * sit can fill the same seats.
 */
final class Seating {

  private final List<List<String>> candidates;
  private final Map<String, Integer> seatOf = new HashMap<>();

  private Seating(List<List<String>> candidates) {
    this.candidates = candidates;
  }

  /** Whether the seats, given by their candidates, can all be filled. */
  static boolean possible(List<List<String>> candidates) {
    Seating seating = new Seating(candidates);
    for (int seat = 0; seat < candidates.size(); seat++) {
      if (!seating.fill(seat, new HashSet<>())) {
        return false;
      }
    }
    return true;
  }

  /** Seats a candidate, moving others to other seats where that makes room. */
  private boolean fill(int seat, Set<String> asked) {
    for (String person : candidates.get(seat)) {
      if (asked.add(person)) {
        Integer present = seatOf.get(person);
        if (present == null || fill(present, asked)) {
          seatOf.put(person, seat);
          return true;
        }
      }
    }
    return false;
  }
}
