package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Comment;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult.Accepted;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.Delegation;
import io.countersign.review.DelegationResult.Done;
import io.countersign.review.Delegations;
import io.countersign.review.Delegations.Wish;
import io.countersign.review.Ending;
import io.countersign.review.EndingResult.Ended;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat.StandIn;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.review.Vote;
import io.countersign.testing.AtOnce;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Ticking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that can happen to a round, all at once: one thing does, the others are told why. */
@SpringBootTest(
    classes = ControlCoreIT.ControlCore.class,
    webEnvironment = WebEnvironment.NONE,
    properties = "countersign.review.escalation.data-owners=directors")
class ReviewRaceIT {

  private static final String NEWER = Requests.digest("narrower");

  @Autowired private Actions actions;
  @Autowired private ReviewDesk desk;
  @Autowired private Delegations delegations;
  @Autowired private People people;
  @Autowired private TransactionTemplate transactions;
  @Autowired private JdbcClient jdbc;
  @Autowired private Ticking clock;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    SliceDatabase.register(registry);
  }

  @BeforeEach
  void peopleOfNoReviewingGroup() {
    people
        .person("sam", "marketing")
        .person("tess", "marketing")
        .person("tom", "marketing")
        .person("sara", "marketing")
        .person("dora", "directors");
  }

  /** Fifty threads, and in some rounds the deadline passes amid them. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void mixedEndings_atOnce_exactlyOneWinsAndEveryoneElseIsRefusedOnRecord(long seed)
      throws Exception {
    ReviewRound round = open(1);
    List<Callable<Object>> calls = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      int owner = i;
      calls.add(() -> desk.decide(decision(round, "owner-" + owner, Choice.APPROVE)));
      calls.add(() -> desk.decide(decision(round, "owner-" + (20 + owner), Choice.DENY)));
      calls.add(
          () -> desk.withdraw(round.id(), LinkedIdentity.tasklist("ada.t"), Channel.TASKLIST));
      calls.add(() -> superseded(round, "owner-" + (40 + owner)));
    }
    if (seed % 2 == 0) {
      calls.add(
          () -> {
            clock.forward(Duration.ofHours(4));
            return desk.expire(round.id());
          });
    }
    Collections.shuffle(calls, new Random(seed));

    List<Object> results = AtOnce.run(calls.size(), calls::get);

    Verdict verdict = desk.round(round.id()).orElseThrow().verdict().orElseThrow();
    long accepted = results.stream().filter(Accepted.class::isInstance).count();
    long ended = results.stream().filter(Ended.class::isInstance).count();
    long refused = results.stream().filter(Refused.class::isInstance).count();
    assertThat(accepted + ended)
        .as("winners, seed " + seed)
        .isEqualTo(verdict == Verdict.EXPIRED ? 0 : 1);
    assertThat(refused).isEqualTo(60 - accepted - ended);
    assertThat(results)
        .filteredOn(Refused.class::isInstance)
        .extracting(result -> ((Refused) result).reason())
        .allMatch(Set.of(Reason.ROUND_CLOSED, Reason.ROUND_EXPIRED)::contains);
    assertThat(count("review_refusal", "round_id", round.id())).isEqualTo(refused);
    assertThat(count("review_vote", "round_id", round.id())).isEqualTo(accepted);
    assertThat(count("action_grant", "action_id", round.subject().id()))
        .isEqualTo(verdict == Verdict.APPROVED ? 1 : 0);
  }

  @Test
  void delegatorAndDelegates_atOnce_haveOneSayBetweenThem() throws Exception {
    delegate("owner-1", "tom");
    delegate("owner-1", "tess");
    ReviewRound round = open(3);
    List<String> all = List.of("owner-1", "tom", "tess");

    List<Object> results =
        AtOnce.run(51, i -> () -> desk.decide(decision(round, all.get(i % 3), Choice.APPROVE)));

    assertThat(results).filteredOn(Accepted.class::isInstance).hasSize(1);
    assertThat(results)
        .filteredOn(Refused.class::isInstance)
        .extracting(result -> ((Refused) result).reason())
        .allMatch(Set.of(Reason.ALREADY_VOTED, Reason.SOMEONE_STOOD_IN)::contains)
        .hasSize(50);
    assertThat(count("review_vote", "round_id", round.id())).isEqualTo(1);
    assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
  }

  @Test
  void decisionsOnARevision_againstAnEscalation_eitherComeFirstOrAreStale() throws Exception {
    for (int i = 0; i < 5; i++) {
      ReviewRound round = open(1);
      UUID seat = round.seats().getFirst().id();
      List<Object> results =
          AtOnce.run(
              30,
              who ->
                  () ->
                      who == 15
                          ? desk.escalate(round.id(), seat)
                          : desk.decide(on(1, decision(round, "owner-" + who, Choice.APPROVE))));

      ReviewRound after = desk.round(round.id()).orElseThrow();
      boolean escalated = !after.seats().getFirst().escalatedTo().isEmpty();
      assertThat(results).filteredOn(Accepted.class::isInstance).hasSize(escalated ? 0 : 1);
      assertThat(results)
          .filteredOn(Refused.class::isInstance)
          .extracting(result -> ((Refused) result).reason())
          .containsOnly(escalated ? Reason.STALE_REVISION : Reason.ROUND_CLOSED);
      assertThat(after.revision()).isEqualTo(2);
    }
  }

  /** A caller that has read the round before it asks must not be told what it read then. */
  @Test
  void mayChange_inATransactionThatReadTheRoundBefore_seesWhatOthersDidSince() {
    ReviewRound round = open(1);
    Optional<Refused> refused =
        transactions.execute(
            status -> {
              assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
              CompletableFuture.supplyAsync(
                      () -> desk.decide(decision(round, "owner-1", Choice.APPROVE)))
                  .join();
              return desk.mayChange(round.id(), LinkedIdentity.directory("owner-2"), Channel.API);
            });
    assertThat(Objects.requireNonNull(refused).map(Refused::reason)).contains(Reason.ROUND_CLOSED);
    assertThat(count("review_refusal", "round_id", round.id())).isEqualTo(1);
  }

  @Test
  void supersede_inATransactionThatRollsBack_leavesTheRoundOpen() {
    ReviewRound round = open(1);
    transactions.executeWithoutResult(
        status -> {
          assertThat(desk.supersede(round.id(), NEWER)).isInstanceOf(Ended.class);
          status.setRollbackOnly();
        });
    assertThat(desk.round(round.id())).contains(round);
  }

  @Test
  void ending_delegationAndComment_readBack_areWhatWasStored() {
    Delegation delegation = delegate("owner-3", "sam");
    assertThat(delegations.standingInFor("sam", clock.instant())).contains(delegation);
    assertThat(delegations.of("owner-3")).contains(delegation);
    ReviewRound round = open(2);
    assertThat(round.seats().getFirst().standIns()).contains(new StandIn("sam", "owner-3"));
    LinkedIdentity sam = LinkedIdentity.directory("sam");
    desk.comment(round.id(), sam, "Which customers?");
    assertThat(desk.comments(round.id()))
        .containsExactly(new Comment("sam", "Which customers?", clock.instant()));

    desk.decide(decision(round, "sam", Choice.APPROVE));
    desk.escalate(round.id(), round.seats().get(1).id());
    ReviewRound voted = desk.round(round.id()).orElseThrow();
    assertThat(voted.seats().getFirst().vote().flatMap(Vote::inPlaceOf)).isPresent();
    assertThat(voted.seats().get(1).escalatedTo()).containsExactly("directors");
    assertThat(voted.revision()).isEqualTo(3);

    desk.supersede(round.id(), NEWER);
    assertThat(desk.round(round.id()).orElseThrow().ending())
        .contains(
            new Ending(Verdict.SUPERSEDED, clock.instant(), Optional.empty(), Optional.of(NEWER)));
    Delegation ended =
        ((Done) delegations.end(delegation.id(), LinkedIdentity.directory("owner-3"))).delegation();
    assertThat(delegations.of("sam")).contains(ended);
    assertThat(delegations.standingInFor("sam", clock.instant())).doesNotContain(delegation);
  }

  @Test
  void database_secondUseOfOnePersonsSay_isRefusedByItself() {
    delegate("owner-5", "sara");
    ReviewRound round = open(3);
    desk.decide(decision(round, "sara", Choice.APPROVE));
    assertThat(count("review_voice", "round_id", round.id())).isEqualTo(2);
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        insert into countersign.review_voice
                        select round_id, person, vote_id
                        from countersign.review_voice where round_id = ?
                        """)
                    .param(round.id())
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void database_secondOpenRoundOnASubject_isRefusedByItself() {
    ReviewRound round = open(1);
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        insert into countersign.review_round
                          (id, version, subject_kind, subject_id, subject_digest, shown,
                           shown_digest, opened_at, deadline)
                        select gen_random_uuid(), version, subject_kind, subject_id,
                          subject_digest, shown, shown_digest, opened_at, deadline
                        from countersign.review_round where id = ?
                        """)
                    .param(round.id())
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  /** What the request side does when a reviewer wants something narrower. */
  private Object superseded(ReviewRound round, String modifier) {
    return Objects.requireNonNull(
        transactions.execute(
            status ->
                desk.mayChange(round.id(), LinkedIdentity.directory(modifier), Channel.API)
                    .<Object>map(refused -> refused)
                    .orElseGet(() -> desk.supersede(round.id(), NEWER))));
  }

  private Delegation delegate(String delegator, String delegate) {
    Wish wish =
        new Wish(
            delegate,
            Optional.empty(),
            Optional.empty(),
            clock.instant().plus(Duration.ofHours(1)));
    return ((Done) delegations.delegate(LinkedIdentity.directory(delegator), wish)).delegation();
  }

  private ReviewRound open(int owners) {
    SealedAction action =
        actions.seal(
            UUID.randomUUID(),
            Requests.anExport()
                .because("race " + UUID.randomUUID())
                .before(clock.instant().plus(Duration.ofHours(9)))
                .build());
    Opening opening =
        new Opening(
            new Subject(Subject.Kind.ACTION, action.id(), action.digest()),
            List.of(new Requirement("data-owners", owners)),
            Set.of("ada"),
            Map.of("title", "Export"));
    return ((Opened) desk.open(opening)).round();
  }

  private static Decision decision(ReviewRound round, String person, Choice choice) {
    return new Decision(
        round.id(),
        Optional.empty(),
        LinkedIdentity.directory(person),
        Optional.of(choice),
        Optional.of("because"),
        round.subject().digest(),
        round.shownDigest(),
        Channel.API);
  }

  private static Decision on(int revision, Decision decision) {
    return new Decision(
        decision.roundId(),
        Optional.of(revision),
        decision.seatId(),
        decision.who(),
        decision.choice(),
        decision.comment(),
        decision.subjectDigest(),
        decision.shownDigest(),
        decision.channel());
  }

  private long count(String table, String column, UUID id) {
    return Objects.requireNonNull(
        jdbc.sql("select count(*) from countersign." + table + " where " + column + " = ?")
            .param(id)
            .query(Long.class)
            .single());
  }
}
