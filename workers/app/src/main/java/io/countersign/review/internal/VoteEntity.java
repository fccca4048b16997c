package io.countersign.review.internal;

import io.countersign.actions.Payloads;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.Vote;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A vote as stored. The database holds one per seat, and uses up everyone's say once a round. */
@Entity
@Table(name = "review_vote")
class VoteEntity {

  @Id private UUID id;

  @OneToOne(optional = false)
  @JoinColumn(name = "seat_id")
  private SeatEntity seat;

  private UUID roundId;
  private String person;
  private @Nullable String inPlaceOf;

  @Enumerated(EnumType.STRING)
  private Choice choice;

  private @Nullable String comment;

  @Enumerated(EnumType.STRING)
  private Channel channel;

  private String identity;
  private String subjectDigest;
  private String shownDigest;
  private Instant castAt;

  @ElementCollection
  @CollectionTable(name = "review_voice", joinColumns = @JoinColumn(name = "vote_id"))
  private Set<Voice> voices = new HashSet<>();

  protected VoteEntity() {}

  VoteEntity(
      SeatEntity seat,
      String person,
      Optional<String> inPlaceOf,
      Decision decision,
      Optional<String> sealedComment,
      Instant castAt) {
    this.id = UUID.randomUUID();
    this.seat = seat;
    this.roundId = seat.roundId();
    this.person = person;
    this.inPlaceOf = inPlaceOf.orElse(null);
    this.voices.add(new Voice(roundId, person));
    inPlaceOf.ifPresent(absent -> this.voices.add(new Voice(roundId, absent)));
    this.choice = decision.choice().orElseThrow();
    this.comment = sealedComment.orElse(null);
    this.channel = decision.channel();
    this.identity = decision.who().toString();
    this.subjectDigest = decision.subjectDigest();
    this.shownDigest = decision.shownDigest();
    this.castAt = castAt;
  }

  String person() {
    return person;
  }

  /** Whether this person's say is used up by this vote. */
  boolean usesUp(String someone) {
    return person.equals(someone) || someone.equals(inPlaceOf);
  }

  Optional<String> inPlaceOf() {
    return Optional.ofNullable(inPlaceOf);
  }

  Channel channel() {
    return channel;
  }

  Choice choice() {
    return choice;
  }

  Vote toVote(Payloads payloads) {
    return new Vote(
        person,
        Optional.ofNullable(inPlaceOf),
        choice,
        Optional.ofNullable(comment).map(payloads::show),
        channel,
        castAt);
  }
}
