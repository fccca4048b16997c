package io.countersign.review;

import io.countersign.identity.LinkedIdentity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A decision as a channel received it. The channel has authenticated {@code who}; it has judged
 * nothing.
 *
 * @param roundId the round
 * @param revision the round's revision that it was made on, where only that one will do. What is
 *     signed never changes within a round, so a decision need not name it
 * @param seatId the seat, where the channel knows it
 * @param who the identity that decided, as the channel knows it
 * @param choice what they said; empty when it could not be understood
 * @param comment in their words
 * @param subjectDigest the digest that they were shown
 * @param shownDigest the digest of everything that they were shown
 * @param channel where
 * @param signedInAt when they proved to the identity provider who they are, as it says; empty where
 *     it does not
 */
public record Decision(
    UUID roundId,
    Optional<Integer> revision,
    Optional<UUID> seatId,
    LinkedIdentity who,
    Optional<Choice> choice,
    Optional<String> comment,
    String subjectDigest,
    String shownDigest,
    Channel channel,
    Optional<Instant> signedInAt) {

  /** A decision of which nobody says when whoever made it signed in. */
  public Decision(
      UUID roundId,
      Optional<Integer> revision,
      Optional<UUID> seatId,
      LinkedIdentity who,
      Optional<Choice> choice,
      Optional<String> comment,
      String subjectDigest,
      String shownDigest,
      Channel channel) {
    this(
        roundId,
        revision,
        seatId,
        who,
        choice,
        comment,
        subjectDigest,
        shownDigest,
        channel,
        Optional.empty());
  }

  /** A decision on the round as it is when it arrives. */
  public Decision(
      UUID roundId,
      Optional<UUID> seatId,
      LinkedIdentity who,
      Optional<Choice> choice,
      Optional<String> comment,
      String subjectDigest,
      String shownDigest,
      Channel channel) {
    this(
        roundId,
        Optional.empty(),
        seatId,
        who,
        choice,
        comment,
        subjectDigest,
        shownDigest,
        channel);
  }
}
