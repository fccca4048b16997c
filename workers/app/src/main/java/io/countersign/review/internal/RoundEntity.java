package io.countersign.review.internal;

import io.countersign.review.Ending;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A round as stored. Settles once. */
@Entity
@Table(name = "review_round")
class RoundEntity {

  @Id private UUID id;
  @Version private int version;
  private int revision = 1;

  @Enumerated(EnumType.STRING)
  private Subject.Kind subjectKind;

  private UUID subjectId;
  private String subjectDigest;

  @Column(updatable = false)
  private String shown;

  @Column(updatable = false)
  private String shownDigest;

  private Instant openedAt;
  private Instant deadline;

  @Enumerated(EnumType.STRING)
  private @Nullable Verdict verdict;

  private @Nullable Instant settledAt;
  private @Nullable String endedBy;
  private @Nullable String supersededBy;
  private @Nullable Instant remindedAt;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "review_author", joinColumns = @JoinColumn(name = "round_id"))
  @Column(name = "person")
  private Set<String> authors = new HashSet<>();

  @OneToMany(cascade = CascadeType.ALL, fetch = FetchType.EAGER, mappedBy = "round")
  @OrderBy("position")
  private List<SeatEntity> seats = new ArrayList<>();

  protected RoundEntity() {}

  RoundEntity(
      UUID id,
      Subject subject,
      String shown,
      String shownDigest,
      Set<String> authors,
      Instant openedAt,
      Instant deadline) {
    this.id = id;
    this.subjectKind = subject.kind();
    this.subjectId = subject.id();
    this.subjectDigest = subject.digest();
    this.shown = shown;
    this.shownDigest = shownDigest;
    this.authors = new HashSet<>(authors);
    this.openedAt = openedAt;
    this.deadline = deadline;
  }

  void addSeat(String group, List<String> candidates) {
    seats.add(new SeatEntity(UUID.randomUUID(), this, seats.size(), group, candidates));
  }

  /** Ends the round. Ending it twice is a bug of the caller. */
  void end(Ending ending) {
    if (verdict != null) {
      throw new IllegalStateException("Round " + id + " has already ended as " + verdict + ".");
    }
    verdict = ending.verdict();
    settledAt = ending.at();
    endedBy = ending.by().orElse(null);
    supersededBy = ending.supersededBy().orElse(null);
  }

  /** Notes that something about the seats changed. */
  void seatsChanged() {
    revision++;
  }

  /** Notes that reviewers were reminded; answers whether this was the first time. */
  boolean remind(Instant at) {
    if (remindedAt != null) {
      return false;
    }
    remindedAt = at;
    return true;
  }

  UUID id() {
    return id;
  }

  Subject subject() {
    return new Subject(subjectKind, subjectId, subjectDigest);
  }

  String shown() {
    return shown;
  }

  String shownDigest() {
    return shownDigest;
  }

  Instant openedAt() {
    return openedAt;
  }

  Instant deadline() {
    return deadline;
  }

  int revision() {
    return revision;
  }

  Optional<Verdict> verdict() {
    return Optional.ofNullable(verdict);
  }

  Optional<Ending> ending() {
    if (verdict == null || settledAt == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Ending(
            verdict, settledAt, Optional.ofNullable(endedBy), Optional.ofNullable(supersededBy)));
  }

  Set<String> authors() {
    return Set.copyOf(authors);
  }

  /** The vote that used up a person's say: their own, or the one that was cast in their place. */
  Optional<VoteEntity> voteThatUsedUp(String person) {
    return seats.stream()
        .flatMap(seat -> seat.vote().stream())
        .filter(vote -> vote.usesUp(person))
        .findFirst();
  }

  List<SeatEntity> seats() {
    return seats;
  }
}
