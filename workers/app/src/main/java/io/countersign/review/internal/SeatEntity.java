package io.countersign.review.internal;

import io.countersign.identity.Person;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A seat as stored, with the vote that fills it. */
@Entity
@Table(name = "review_seat")
class SeatEntity {

  @Id private UUID id;

  @ManyToOne(optional = false)
  @JoinColumn(name = "round_id")
  private RoundEntity round;

  private int position;

  @Column(name = "group_name")
  private String group;

  @JdbcTypeCode(SqlTypes.ARRAY)
  private List<String> escalatedTo = new ArrayList<>();

  @JdbcTypeCode(SqlTypes.ARRAY)
  private List<String> candidates = new ArrayList<>();

  @OneToOne(mappedBy = "seat", cascade = CascadeType.ALL, fetch = FetchType.EAGER)
  private @Nullable VoteEntity vote;

  protected SeatEntity() {}

  SeatEntity(UUID id, RoundEntity round, int position, String group, List<String> candidates) {
    this.id = id;
    this.round = round;
    this.position = position;
    this.group = group;
    this.candidates = new ArrayList<>(candidates);
  }

  void fill(VoteEntity cast) {
    if (vote != null) {
      throw new IllegalStateException("Seat " + id + " is already filled.");
    }
    vote = cast;
  }

  /** Lets a further group fill the seat. */
  void escalateTo(String next, List<String> further) {
    List<String> groups = new ArrayList<>(escalatedTo);
    groups.add(next);
    escalatedTo = groups;
    Set<String> all = new LinkedHashSet<>(candidates);
    all.addAll(further);
    candidates = new ArrayList<>(all);
  }

  /** Whether a person is a candidate and still in a group that may fill the seat. */
  boolean mayBeFilledBy(Person person) {
    return mayBeFilledBy(person, Optional.empty());
  }

  /** The same, with only this group counting, if one is given. */
  boolean mayBeFilledBy(Person person, Optional<String> only) {
    return candidates.contains(person.id())
        && groups().stream()
            .filter(group -> only.map(group::equals).orElse(true))
            .anyMatch(person.groups()::contains);
  }

  /** The groups that may fill it, in the order in which it was offered to them. */
  List<String> groups() {
    List<String> groups = new ArrayList<>();
    groups.add(group);
    groups.addAll(escalatedTo);
    return groups;
  }

  List<String> escalatedTo() {
    return List.copyOf(escalatedTo);
  }

  UUID id() {
    return id;
  }

  RoundEntity round() {
    return round;
  }

  UUID roundId() {
    return round.id();
  }

  String group() {
    return group;
  }

  List<String> candidates() {
    return List.copyOf(candidates);
  }

  Optional<VoteEntity> vote() {
    return Optional.ofNullable(vote);
  }
}
