package io.countersign.review.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.DecisionRefused;
import io.countersign.review.DecisionResult;
import io.countersign.review.DecisionResult.Accepted;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult;
import io.countersign.review.OpeningResult.NoReviewer;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewOpened;
import io.countersign.review.ReviewRound;
import io.countersign.review.ReviewersReminded;
import io.countersign.review.RoundSettled;
import io.countersign.review.Seat;
import io.countersign.review.SeatEscalated;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.review.VoteCast;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.Ticking;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoredReviewDeskTest {

  private static final String DIGEST = Requests.digest("action");

  private final People people =
      new People()
          .person("ada", "data-owners", "directors")
          .person("bob", "data-owners")
          .person("carol", "data-owners", "security")
          .person("grace", "security")
          .person("dora", "directors")
          .person("ben", "board");
  private final InMemoryDesk memory =
      new InMemoryDesk(
          people, Map.of("data-owners", "directors", "directors", "board", "board", "data-owners"));
  private final ReviewDesk desk = memory.desk();
  private final Ticking clock = memory.clock();
  private final List<Object> events = memory.events();

  @Test
  void open_excludesAuthorsAndSealsWhatIsShown() {
    ReviewRound round = opened(new Requirement("data-owners", 1));
    assertThat(round.seats()).hasSize(1);
    assertThat(round.seats().getFirst().candidates()).containsExactly("bob", "carol");
    assertThat(round.shownDigest()).isEqualTo(Requests.digest("{\"title\":\"Export\"}"));
    assertThat(round.deadline()).isEqualTo(Requests.NOW.plus(Duration.ofHours(4)));
  }

  @Test
  void open_twice_opensOneRound() {
    Opening opening = opening(new Requirement("data-owners", 1));
    assertThat(desk.open(opening)).isEqualTo(desk.open(opening));
    assertThat(memory.roundCount()).isEqualTo(1);
  }

  @Test
  void open_tooFewPeopleBesideTheAuthors_opensNothing() {
    OpeningResult result = desk.open(opening(new Requirement("data-owners", 3)));
    assertThat(result).isInstanceOf(NoReviewer.class);
    assertThat(((NoReviewer) result).why()).contains("3", "'data-owners'", "2");
    assertThat(memory.roundCount()).isZero();
  }

  @Test
  void open_unknownGroup_opensNothing() {
    assertThat(desk.open(opening(new Requirement("ghosts", 1)))).isInstanceOf(NoReviewer.class);
  }

  @Test
  void open_withoutRequirements_opensNothingAsItWouldApproveItself() {
    assertThat(desk.open(opening())).isInstanceOf(NoReviewer.class);
    assertThat(memory.roundCount()).isZero();
  }

  @Test
  void open_twoGroupsThatOnlyOneAndTheSamePersonCouldFill_opensNothing() {
    people.leave("bob", "data-owners");
    people.leave("grace", "security");
    OpeningResult result =
        desk.open(opening(new Requirement("data-owners", 1), new Requirement("security", 1)));
    assertThat(result).isInstanceOf(NoReviewer.class);
    assertThat(memory.roundCount()).isZero();
  }

  @Test
  void decide_lastSeatFilled_approvesAndSaysSoOnce() {
    ReviewRound round = opened(new Requirement("data-owners", 1));
    DecisionResult result = desk.decide(approval(round, "bob").build());
    assertThat(result).isInstanceOf(Accepted.class);
    assertThat(((Accepted) result).verdict()).contains(Verdict.APPROVED);
    assertThat(events).hasSize(2).hasOnlyElementsOfTypes(VoteCast.class, RoundSettled.class);
    assertThat(events.getLast())
        .isEqualTo(new RoundSettled(round.id(), round.subject(), Verdict.APPROVED));
  }

  @Test
  void decide_twoSeatsInTwoGroups_needTwoDifferentPeople() {
    ReviewRound round = opened(new Requirement("data-owners", 1), new Requirement("security", 1));
    assertThat(verdict(approval(round, "carol"))).isEmpty();
    assertThat(refusal(approval(round, "carol"))).isEqualTo(Reason.ALREADY_VOTED);
    assertThat(refusal(approval(round, "carol").at(round.seats().get(1).id())))
        .isEqualTo(Reason.ALREADY_VOTED);
    assertThat(verdict(approval(round, "grace"))).contains(Verdict.APPROVED);
  }

  @Test
  void decide_twoSeatsInOneGroup_needTwoDifferentPeople() {
    ReviewRound round = opened(new Requirement("data-owners", 2));
    assertThat(verdict(approval(round, "bob"))).isEmpty();
    assertThat(refusal(approval(round, "bob"))).isEqualTo(Reason.ALREADY_VOTED);
    assertThat(verdict(approval(round, "carol"))).contains(Verdict.APPROVED);
  }

  @Test
  void decide_oneDenial_endsTheRoundAtOnce() {
    ReviewRound round = opened(new Requirement("data-owners", 1), new Requirement("security", 1));
    assertThat(verdict(approval(round, "bob"))).isEmpty();
    assertThat(verdict(approval(round, "grace").denying("No contract"))).contains(Verdict.DENIED);
    assertThat(refusal(approval(round, "carol"))).isEqualTo(Reason.ROUND_CLOSED);
  }

  @Test
  void decide_refused_isRecordedAndLeavesTheRoundOpen() {
    ReviewRound round = opened(new Requirement("data-owners", 1));
    assertThat(refusal(approval(round, "ada"))).isEqualTo(Reason.AUTHOR);
    assertThat(desk.refusals(round.id()))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.identity()).isEqualTo("directory:ada");
              assertThat(refusal.reason()).isEqualTo(Reason.AUTHOR);
            });
    assertThat(events).isEmpty();
    assertThat(memory.noted()).hasSize(2).first().isEqualTo(new ReviewOpened(round.id()));
    assertThat(memory.noted().getLast()).isInstanceOf(DecisionRefused.class);
    assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
  }

  @Test
  void decide_unknownRound_isRefused() {
    Decisions decision =
        Decisions.by(UUID.randomUUID(), DIGEST, Requests.digest("shown"), "directory:bob");
    assertThat(refusal(decision)).isEqualTo(Reason.UNKNOWN_ROUND);
  }

  @Test
  void expire_beforeTheDeadline_changesNothing() {
    ReviewRound round = opened(new Requirement("data-owners", 1));
    clock.forward(Duration.ofHours(4).minusMillis(1));
    assertThat(desk.expire(round.id())).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void expire_atTheDeadline_endsTheRoundOnceAndNoApprovalRevivesIt() {
    ReviewRound round = opened(new Requirement("data-owners", 1));
    clock.forward(Duration.ofHours(4));
    assertThat(refusal(approval(round, "bob"))).isEqualTo(Reason.ROUND_EXPIRED);
    assertThat(desk.expire(round.id())).contains(Verdict.EXPIRED);
    assertThat(desk.expire(round.id())).contains(Verdict.EXPIRED);
    assertThat(events)
        .containsExactly(new RoundSettled(round.id(), round.subject(), Verdict.EXPIRED));
    assertThat(refusal(approval(round, "bob"))).isEqualTo(Reason.ROUND_CLOSED);
  }

  @Test
  void expire_afterApproval_keepsTheApproval() {
    ReviewRound round = opened(new Requirement("data-owners", 1));
    desk.decide(approval(round, "bob").build());
    clock.forward(Duration.ofDays(1));
    assertThat(desk.expire(round.id())).contains(Verdict.APPROVED);
  }

  @Test
  void remind_remindsOnceAndOnlyWhileOpen() {
    ReviewRound round = opened(new Requirement("data-owners", 1));
    assertThat(desk.remind(round.id())).isTrue();
    assertThat(desk.remind(round.id())).isFalse();
    assertThat(events).containsExactly(new ReviewersReminded(round.id()));
  }

  @Test
  void escalate_addsTheNextGroupButNeverAnAuthor() {
    ReviewRound round = opened(new Requirement("data-owners", 1));
    UUID seat = round.seats().getFirst().id();
    assertThat(refusal(approval(round, "dora"))).isEqualTo(Reason.NOT_ELIGIBLE);

    assertThat(desk.escalate(round.id(), seat).orElseThrow().candidates())
        .containsExactly("bob", "carol", "dora");
    assertThat(events).containsExactly(new SeatEscalated(round.id(), seat, "directors"));
    assertThat(refusal(approval(round, "ada"))).isEqualTo(Reason.AUTHOR);
    assertThat(verdict(approval(round, "dora"))).contains(Verdict.APPROVED);
  }

  @Test
  void escalate_againAndAgain_goesFromGroupToGroupAndThenNoFurther() {
    ReviewRound round = opened(new Requirement("data-owners", 1));
    UUID seat = round.seats().getFirst().id();
    for (int i = 0; i < 4; i++) {
      desk.escalate(round.id(), seat);
    }
    assertThat(events)
        .containsExactly(
            new SeatEscalated(round.id(), seat, "directors"),
            new SeatEscalated(round.id(), seat, "board"));
    ReviewRound after = desk.round(round.id()).orElseThrow();
    assertThat(after.seats().getFirst().escalatedTo()).containsExactly("directors", "board");
    assertThat(after.seats().getFirst().candidates())
        .containsExactly("bob", "carol", "dora", "ben");
    assertThat(after.revision()).isEqualTo(3);
    assertThat(verdict(approval(round, "dora"))).contains(Verdict.APPROVED);
  }

  @Test
  void escalate_groupWithoutANextOne_changesNothing() {
    ReviewRound round = opened(new Requirement("security", 1));
    Seat seat = round.seats().getFirst();
    assertThat(desk.escalate(round.id(), seat.id())).contains(seat);
    assertThat(events).isEmpty();
  }

  @Test
  void escalate_unknownSeatOrFilledSeat_changesNothing() {
    ReviewRound round = opened(new Requirement("data-owners", 1), new Requirement("security", 1));
    desk.decide(approval(round, "bob").build());
    events.clear();
    assertThat(desk.escalate(round.id(), UUID.randomUUID())).isEmpty();
    desk.escalate(round.id(), round.seats().getFirst().id());
    assertThat(events).isEmpty();
  }

  @Test
  void objection_decidesAndRecordsNothing() {
    ReviewRound round = opened(new Requirement("data-owners", 1));
    UUID seat = round.seats().getFirst().id();
    assertThat(desk.objection(round.id(), seat, LinkedIdentity.tasklist("ada.t")))
        .map(Refused::reason)
        .contains(Reason.AUTHOR);
    assertThat(desk.objection(round.id(), seat, LinkedIdentity.tasklist("bob.t"))).isEmpty();
    assertThat(events).isEmpty();
    assertThat(memory.refusalCount()).isZero();
    assertThat(desk.round(round.id()).orElseThrow().seats().getFirst().vote()).isEmpty();
  }

  @Test
  void openFor_listsTheRoundsInWhichAPersonMayStillSign() {
    ReviewRound round = opened(new Requirement("data-owners", 1), new Requirement("security", 1));
    assertThat(desk.openFor(people.get("ada"))).isEmpty();
    assertThat(desk.openFor(people.get("bob"))).hasSize(1);
    desk.decide(approval(round, "carol").build());
    assertThat(desk.openFor(people.get("bob"))).isEmpty();
    assertThat(desk.openFor(people.get("carol"))).as("has voted").isEmpty();
    assertThat(desk.openFor(people.get("grace"))).hasSize(1);
  }

  private static Opening opening(Requirement... requirements) {
    return new Opening(
        new Subject(Subject.Kind.ACTION, new UUID(1, 2), DIGEST),
        List.of(requirements),
        Set.of("ada"),
        Map.of("title", "Export"));
  }

  private ReviewRound opened(Requirement... requirements) {
    return ((Opened) desk.open(opening(requirements))).round();
  }

  private static Decisions approval(ReviewRound round, String person) {
    return Decisions.by(
        round.id(), round.subject().digest(), round.shownDigest(), "directory:" + person);
  }

  private Optional<Verdict> verdict(Decisions decision) {
    DecisionResult result = desk.decide(decision.build());
    assertThat(result).isInstanceOf(Accepted.class);
    return ((Accepted) result).verdict();
  }

  private Reason refusal(Decisions decision) {
    DecisionResult result = desk.decide(decision.build());
    assertThat(result).isInstanceOf(Refused.class);
    return ((Refused) result).reason();
  }
}
