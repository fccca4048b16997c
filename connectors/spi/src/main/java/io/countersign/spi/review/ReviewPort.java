package io.countersign.spi.review;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The reviews as a channel may see and decide them. Identifies people by their signed name in the
 * channel alone; nothing that a client could have edited counts.
 */
public interface ReviewPort {

  /** The review behind a card, as it is now; empty when no such card was ever made. */
  Optional<ReviewCard> card(String cardId);

  /** The same, and whether this user could approve it now. */
  Optional<Approach> approach(String cardId, ChannelUser who);

  /**
   * Who may fill a seat of a card's review that is still open, by their names in this channel; not
   * those who stand in for somebody. Says where buttons are worth showing, and permits nothing.
   */
  List<String> candidates(String cardId);

  /**
   * Decides. Returns after the decision, or its refusal, is committed.
   *
   * @param shownWhole whether the channel can show all of a card; what it cannot is not approved
   */
  DecisionAnswer decide(CardDecision decision, Predicate<ReviewCard> shownWhole);

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
   * Where data came from and where it went, one step a line; empty where this user may not know, or
   * nothing is known.
   *
   * @param name a dataset, the digest of a revision, the id of an action
   */
  List<String> lineage(String name, ChannelUser who);

  /**
   * One review for someone to look at, without buttons.
   *
   * @param reviewId as {@link ReviewLine#id()}
   * @return empty when there is none, or the user may not know of it
   */
  Optional<ReviewCard> show(String reviewId, ChannelUser who);

  /**
   * A review that somebody wants to decide.
   *
   * @param objection why they could not approve it now, in a sentence for them
   */
  record Approach(ReviewCard card, Optional<DecisionAnswer.Refused> objection) {}

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
