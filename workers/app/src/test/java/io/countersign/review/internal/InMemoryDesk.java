package io.countersign.review.internal;

import io.countersign.actions.Payloads;
import io.countersign.identity.DirectoryChanged;
import io.countersign.review.CommentMade;
import io.countersign.review.DecisionRefused;
import io.countersign.review.Delegations;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewOpened;
import io.countersign.testing.ClearPayloads;
import io.countersign.testing.People;
import io.countersign.testing.Stub;
import io.countersign.testing.Ticking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The review desk over lists instead of tables, with everything else real. */
public final class InMemoryDesk {

  private final People people;
  private final Ticking clock = new Ticking();
  private final Payloads payloads = new ClearPayloads();
  private final List<Object> events = new ArrayList<>();
  private final List<Object> noted = new ArrayList<>();
  private final List<RoundEntity> stored = new ArrayList<>();
  private final List<RefusalEntity> refused = new ArrayList<>();
  private final List<CommentEntity> commented = new ArrayList<>();
  private final List<DelegationEntity> delegated = new ArrayList<>();
  private @Nullable Reappraisal reappraisal;
  private final ReviewDesk desk;
  private final Delegations delegations;

  /**
   * A desk of four hours' expiry.
   *
   * @param escalation the next group, by group
   */
  public InMemoryDesk(People people, Map<String, String> escalation) {
    this.people = people;
    ReviewProperties properties =
        new ReviewProperties(
            Duration.ofHours(4), escalation, Duration.ofDays(30), Duration.ofMinutes(5));
    DelegationRepository delegationRows = delegationRows();
    this.delegations = new StoredDelegations(delegationRows, people, properties, this::hear, clock);
    this.desk = build(properties, new StandIns(delegationRows, people));
  }

  private ReviewDesk build(ReviewProperties properties, StandIns standIns) {
    RoundRepository rounds = rounds();
    Refusals refusals = new Refusals(refusals(), people, this::hear);
    Judge judge =
        new Judge(people, People.REVIEWERS, new SeatChoice(standIns), payloads, properties);
    Opener opener = new Opener(people, People.REVIEWERS, properties, payloads, clock);
    Standing standing = new Standing(people, People.REVIEWERS);
    RoundEnding endings = new RoundEnding(rounds, refusals, judge, people, this::hear, clock);
    Escalation escalation = new Escalation(opener, properties, this::hear);
    this.reappraisal = new Reappraisal(rounds, standing, escalation, endings, clock);
    return new StoredReviewDesk(
        rounds,
        refusals,
        opener,
        judge,
        standing,
        endings,
        escalation,
        new Commenting(commentRows(), standIns, people, this::hear, payloads, clock),
        new Views(standIns, payloads, clock),
        payloads,
        this::hear,
        clock);
  }

  private RoundRepository rounds() {
    return Stub.of(RoundRepository.class)
        .on(
            "save",
            args -> {
              stored.add((RoundEntity) args[0]);
              return args[0];
            })
        .on("lock", args -> find((UUID) args[0]))
        .on("findById", args -> find((UUID) args[0]))
        .on(
            "findFirstBySubjectKindAndSubjectIdOrderByOpenedAtDesc",
            args -> stored.stream().filter(r -> r.subject().id().equals(args[1])).findFirst())
        .on("findOpen", args -> stored.stream().filter(r -> r.verdict().isEmpty()).toList())
        .get();
  }

  private RefusalRepository refusals() {
    return Stub.of(RefusalRepository.class)
        .on(
            "save",
            args -> {
              refused.add((RefusalEntity) args[0]);
              return args[0];
            })
        .on(
            "countByIdentityAndRefusedAtAfter",
            args ->
                refused.stream()
                    .map(RefusalEntity::toRefusal)
                    .filter(r -> r.identity().equals(args[0]))
                    .filter(r -> r.refusedAt().isAfter((Instant) args[1]))
                    .count())
        .on(
            "findByRoundIdOrderByRefusedAt",
            args -> refused.stream().filter(r -> r.roundId().equals(args[0])).toList())
        .get();
  }

  private CommentRepository commentRows() {
    return Stub.of(CommentRepository.class)
        .on(
            "save",
            args -> {
              commented.add((CommentEntity) args[0]);
              return args[0];
            })
        .on(
            "findByRoundIdOrderBySaidAt",
            args -> commented.stream().filter(c -> c.roundId().equals(args[0])).toList())
        .get();
  }

  private DelegationRepository delegationRows() {
    return Stub.of(DelegationRepository.class)
        .on(
            "save",
            args -> {
              delegated.add((DelegationEntity) args[0]);
              return args[0];
            })
        .on("lock", args -> delegated.stream().filter(d -> d.id().equals(args[0])).findFirst())
        .on("findInForce", args -> List.copyOf(delegated))
        .on("findOf", args -> List.copyOf(delegated))
        .get();
  }

  private Optional<RoundEntity> find(UUID id) {
    return stored.stream().filter(round -> round.id().equals(id)).findFirst();
  }

  /** The desk. */
  public ReviewDesk desk() {
    return desk;
  }

  /** Who stands in for whom. */
  public Delegations delegations() {
    return delegations;
  }

  /** Lets the desk know that these people changed. */
  public void peopleChanged(String... ids) {
    Objects.requireNonNull(reappraisal).on(new DirectoryChanged(Set.of(ids)));
  }

  public Ticking clock() {
    return clock;
  }

  /** What only goes on record makes nothing happen. */
  private void hear(Object event) {
    boolean onlyForTheRecord =
        event instanceof ReviewOpened
            || event instanceof DecisionRefused
            || event instanceof CommentMade;
    (onlyForTheRecord ? noted : events).add(event);
  }

  /** What was announced for the record alone, oldest first. */
  public List<Object> noted() {
    return noted;
  }

  /** What was announced, oldest first; without what is for the record alone. */
  public List<Object> events() {
    return events;
  }

  /** How many rounds there are. */
  public int roundCount() {
    return stored.size();
  }

  /** How many refusals were recorded, in all rounds. */
  public int refusalCount() {
    return refused.size();
  }
}
