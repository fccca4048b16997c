package io.countersign.requests;

import io.countersign.identity.LinkedIdentity;
import io.countersign.review.Channel;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes requests for privileged actions, and follows them to their end. */
public interface RequestDesk {

  /**
   * Seals what is asked for and starts it on its way. Asking for the same again while it is under
   * way answers with what is under way: two requests never become two reviews.
   */
  AskResult ask(Ask ask);

  /**
   * Takes a request back before it has run. Its authors may: the requester, an agent's owner, the
   * person it is for.
   */
  StopResult withdraw(UUID actionId, LinkedIdentity who, Channel channel);

  /**
   * Approves with changes: seals a narrower action in the place of one that is under review, with
   * whoever changed it as a further author. The review of the old one ends as superseded; the new
   * one goes its own way and needs its own signatures.
   *
   * @param roundId the review in which it is proposed
   * @param changes values of the target and the parameters that differ
   */
  ChangeResult change(UUID roundId, Changes changes, LinkedIdentity who, Channel channel);

  /** Ends a temporary permission before its time. Its authors may, and whoever signed it. */
  StopResult giveBack(UUID actionId, LinkedIdentity who);

  /** The action of this id, if it was asked for here. */
  Optional<RequestedAction> find(UUID actionId);

  /** The latest requests, newest first. */
  List<RequestedAction> latest(int limit);

  /**
   * Claims a request for one process instance.
   *
   * @return false when another instance has it
   * @throws IllegalArgumentException when nobody asked for this action
   */
  boolean accept(UUID actionId, long processInstanceKey);

  /**
   * Passes a claim on to the instance that goes on with the request, once.
   *
   * @param from the instance that has it
   * @return whether the other instance has it now
   * @throws IllegalArgumentException when nobody asked for this action
   */
  boolean handOver(UUID actionId, long from, long to);

  /**
   * Notes that nobody found in time that breaking the glass was justified.
   *
   * @throws IllegalArgumentException when this is no acknowledgement
   */
  void reportBreach(UUID acknowledgementId);
}
