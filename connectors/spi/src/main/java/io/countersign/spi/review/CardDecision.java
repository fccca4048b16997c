package io.countersign.spi.review;

import java.util.Optional;

/**
 * A decision as a channel received it.
 *
 * @param cardId the card that it was made on
 * @param who the signed user, at the moment of submission
 * @param choice what they said
 * @param comment in their words
 */
public record CardDecision(
    String cardId, ChannelUser who, Choice choice, Optional<String> comment) {

  /** What a reviewer says. */
  public enum Choice {
    APPROVE,
    DENY
  }
}
