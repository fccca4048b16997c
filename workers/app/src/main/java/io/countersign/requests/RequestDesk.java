package io.countersign.requests;

import io.countersign.execution.EffectInfo;
import io.countersign.identity.LinkedIdentity;
import io.countersign.review.Channel;
import io.countersign.support.Position;
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
   * The same under a key that the requester chose. Whoever did not hear an answer asks again with
   * the same key and gets the same action, even when it is over by then.
   *
   * @param key chosen anew for every action, up to 255 characters; nobody else's keys matter
   */
  AskResult ask(Ask ask, String key);

  /** What can be asked for. */
  List<EffectInfo> effects();

  /** What would come of asking, at this moment. Stores nothing. */
  PreviewResult preview(Ask ask);

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

  /**
   * Whether what was asked for has run, or will not; true for what nobody asked for. Reads one word
   * of the database, so those that wait may ask often.
   */
  boolean isSettled(UUID actionId);

  /**
   * Requests, newest first.
   *
   * @param after leaves out everything up to this place; empty for the newest
   */
  List<RequestedAction> list(Optional<Position> after, int limit);

  /** A requested action with everything that became of it. */
  ActionRecord record(RequestedAction action);

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
