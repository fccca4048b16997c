package io.countersign.review;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One signature that a round needs.
 *
 * @param id the seat
 * @param group the group whose member fills it
 * @param escalatedTo a further group whose members may fill it since it was escalated
 * @param candidates directory ids of those who may, as of opening; authors are never among them
 * @param vote the vote that fills it
 */
public record Seat(
    UUID id,
    String group,
    Optional<String> escalatedTo,
    List<String> candidates,
    Optional<Vote> vote) {

  public Seat {
    candidates = List.copyOf(candidates);
  }
}
