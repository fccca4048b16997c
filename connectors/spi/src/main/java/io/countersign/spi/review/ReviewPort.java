package io.countersign.spi.review;

import java.util.List;
import java.util.Optional;

/**
 * The reviews as a channel may see and decide them. Identifies people by their signed name in the
 * channel alone; nothing that a client could have edited counts.
 */
public interface ReviewPort {

  /** The review behind a card, as it is now; empty when no such card was ever made. */
  Optional<ReviewCard> card(String cardId);

  /** Why this user could not approve now, in a sentence for them; empty when they could. */
  Optional<DecisionAnswer.Refused> objection(String cardId, ChannelUser who);

  /** Decides. Returns after the decision, or its refusal, is committed. */
  DecisionAnswer decide(CardDecision decision);

  /**
   * Tells that a message was seen that may be out of date, or that nobody remembers. It is brought
   * up to date soon.
   */
  void repair(String cardId, MessageRef message);

  /** Whom the directory knows this user as; empty for strangers and for those who may not act. */
  Optional<String> person(ChannelUser who);

  /** The open reviews in which this user may fill a seat, nearest deadline first. */
  List<ReviewLine> pending(ChannelUser who);

  /** What this user, or an agent of theirs, asked for last, newest first. */
  List<RequestLine> requests(ChannelUser who);

  /**
   * One review for someone to look at, without buttons.
   *
   * @param reviewId as {@link ReviewLine#id()}
   * @return empty when there is none, or the user is nobody's
   */
  Optional<ReviewCard> show(String reviewId, ChannelUser who);

  /**
   * One review in a list.
   *
   * @param id names it
   * @param title what it is about; untrusted text
   * @param deadline when it expires, for people
   */
  record ReviewLine(String id, String title, String deadline) {}

  /**
   * One request in a list.
   *
   * @param id names it
   * @param title what was asked for; untrusted text
   * @param state how far it is, in a word
   */
  record RequestLine(String id, String title, String state) {}
}
