package io.countersign.review;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One signature that a round needs.
 *
 * @param id the seat
 * @param group the group whose member fills it
 * @param escalatedTo further groups whose members may fill it, in the order of escalation
 * @param candidates directory ids of those who may, as of opening; authors are never among them
 * @param standIns who may fill it in a candidate's place at this moment; none once it is filled
 * @param vote the vote that fills it
 */
public record Seat(
    UUID id,
    String group,
    List<String> escalatedTo,
    List<String> candidates,
    List<StandIn> standIns,
    Optional<Vote> vote) {

  public Seat {
    escalatedTo = List.copyOf(escalatedTo);
    candidates = List.copyOf(candidates);
    standIns = List.copyOf(standIns);
  }

  /**
   * Someone who may decide in another person's place.
   *
   * @param person directory id of whoever would decide
   * @param inPlaceOf directory id of the candidate
   */
  public record StandIn(String person, String inPlaceOf) {}
}
