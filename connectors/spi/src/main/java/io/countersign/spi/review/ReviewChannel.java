package io.countersign.spi.review;

import java.util.Optional;

/**
 * A place where reviewers are told and decide. Implementations are thread-safe and keep nothing
 * that matters: which message belongs to which review is the application's to remember.
 *
 * <p>Everything in a {@link ReviewCard} may have been written by whoever wants it approved. A
 * channel shows it so that it can neither leave its place on the card nor look like anything else,
 * and offers no approval of what it could not show whole.
 */
public interface ReviewChannel extends AutoCloseable {

  /**
   * The channel's stable name, also the system of its users' identities, for example {@code slack}.
   */
  String name();

  /**
   * Tests whether everything that it needs is there, then begins to listen. Called again after it
   * failed.
   *
   * @throws ChannelException when something is missing; the message names each fix
   */
  void start() throws ChannelException;

  /** Posts a card; answers where it is. */
  MessageRef post(Destination to, ReviewCard card) throws ChannelException;

  /** Replaces what a message shows by the card as it is now. */
  void update(MessageRef message, ReviewCard card) throws ChannelException;

  /** Adds words to the thread of a message, as plain text. */
  void reply(MessageRef message, String words) throws ChannelException;

  /** Says something that is no review, as plain text; answers where it is. */
  MessageRef say(Destination to, String words) throws ChannelException;

  /** Where this channel takes calls over HTTP; empty when it needs none. */
  default Optional<HttpReceiver> receiver() {
    return Optional.empty();
  }

  /** How people prove in their browser who they are there; empty where they cannot. */
  default Optional<ChatSignIn> signIn() {
    return Optional.empty();
  }

  /** Ends listening. Never fails. */
  @Override
  void close();
}
