package io.countersign.review.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Channel;
import io.countersign.review.DecisionResult;
import io.countersign.review.DecisionResult.Accepted;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.Delegation;
import io.countersign.review.DelegationResult.Done;
import io.countersign.review.Delegations.Wish;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Seat.StandIn;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.review.Vote;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What someone may do who decides in another person's place. */
class StandInTest {

  private static final String DIGEST = Requests.digest("action");

  /** sam and tess are in no group that reviews; ada asks. */
  private final People people =
      new People()
          .person("ada", "owners")
          .person("bob", "owners")
          .person("carol", "owners", "security")
          .person("dora", "directors")
          .person("sam", "marketing")
          .person("tess", "marketing")
          .agent("bot", "sam");

  private final InMemoryDesk memory = new InMemoryDesk(people, Map.of("owners", "directors"));
  private final ReviewDesk desk = memory.desk();

  @Test
  void delegate_fillsTheSeatInTheDelegatorsPlace_andTheVoteSaysSo() {
    ReviewRound round = open(1);
    delegate("bob", "sam");
    assertThat(verdict(round, "sam")).contains(Verdict.APPROVED);
    Vote vote = seats(round).getFirst().vote().orElseThrow();
    assertThat(vote.person()).isEqualTo("sam");
    assertThat(vote.inPlaceOf()).contains("bob");
  }

  @Test
  void delegate_isShownBesideTheCandidates_whetherDelegatedBeforeOrAfterOpening() {
    delegate("bob", "sam");
    ReviewRound round = open(1);
    assertThat(round.seats().getFirst().candidates()).containsExactly("bob", "carol");
    assertThat(round.seats().getFirst().standIns()).containsExactly(new StandIn("sam", "bob"));
    assertThat(desk.openFor(people.get("sam"))).hasSize(1);
    delegate("carol", "tess");
    assertThat(seats(round).getFirst().standIns())
        .containsExactly(new StandIn("sam", "bob"), new StandIn("tess", "carol"));
    assertThat(desk.openFor(people.get("tess"))).hasSize(1);
  }

  @Test
  void delegate_beforeAndAfterItsTime_isNotEligible() {
    ReviewRound round = open(1);
    Delegation delegation =
        made("bob", new Wish("sam", Optional.empty(), at(Duration.ofHours(1)), until(2)));
    assertThat(refusal(round, "sam")).isEqualTo(Reason.NOT_ELIGIBLE);
    memory.clock().forward(Duration.ofHours(1));
    assertThat(objection(round, "sam")).isEmpty();
    memory.clock().forward(Duration.ofHours(1));
    assertThat(delegation.inForceAt(memory.clock().instant())).isFalse();
    assertThat(refusal(round, "sam")).isEqualTo(Reason.NOT_ELIGIBLE);
  }

  @Test
  void delegate_afterTheDelegatorEndedIt_isNotEligible() {
    ReviewRound round = open(1);
    Delegation delegation = delegate("bob", "sam");
    memory.delegations().end(delegation.id(), LinkedIdentity.directory("bob"));
    assertThat(refusal(round, "sam")).isEqualTo(Reason.NOT_ELIGIBLE);
    assertThat(seats(round).getFirst().standIns()).isEmpty();
  }

  @Test
  void delegate_ofSomeoneWhoLeftTheGroupOrIsDisabled_isNotEligible() {
    ReviewRound round = open(1);
    delegate("bob", "sam");
    delegate("carol", "tess");
    people.leave("bob", "owners");
    people.disable("carol");
    assertThat(refusal(round, "sam")).isEqualTo(Reason.NOT_ELIGIBLE);
    assertThat(refusal(round, "tess")).isEqualTo(Reason.NOT_ELIGIBLE);
    assertThat(seats(round).getFirst().standIns()).isEmpty();
  }

  @Test
  void delegate_ofSomeoneWhoJoinedAfterOpening_isNotEligible() {
    ReviewRound round = open(1);
    people.person("newcomer", "owners");
    delegate("newcomer", "sam");
    assertThat(refusal(round, "sam")).isEqualTo(Reason.NOT_ELIGIBLE);
  }

  @Test
  void delegate_whoIsDisabledNow_isRefused() {
    ReviewRound round = open(1);
    delegate("bob", "sam");
    people.disable("sam");
    assertThat(refusal(round, "sam")).isEqualTo(Reason.DISABLED);
    assertThat(seats(round).getFirst().standIns()).isEmpty();
  }

  @Test
  void delegate_ofAnAuthor_isNotEligible() {
    ReviewRound round = open(1);
    delegate("ada", "sam");
    assertThat(refusal(round, "sam")).isEqualTo(Reason.NOT_ELIGIBLE);
    assertThat(seats(round).getFirst().standIns()).isEmpty();
    assertThat(desk.openFor(people.get("sam"))).isEmpty();
  }

  @Test
  void author_whoIsADelegate_isStillAnAuthor() {
    ReviewRound round = open(1);
    delegate("bob", "ada");
    assertThat(refusal(round, "ada")).isEqualTo(Reason.AUTHOR);
    assertThat(seats(round).getFirst().standIns()).isEmpty();
  }

  @Test
  void delegate_ofADelegate_isNotEligible() {
    ReviewRound round = open(1);
    delegate("bob", "sam");
    delegate("sam", "tess");
    assertThat(refusal(round, "tess")).isEqualTo(Reason.NOT_ELIGIBLE);
    assertThat(verdict(round, "sam")).contains(Verdict.APPROVED);
  }

  @Test
  void delegator_whoseDelegateDecided_mayNotDecideAgain() {
    ReviewRound round = open(2);
    delegate("bob", "sam");
    assertThat(verdict(round, "sam")).isEmpty();
    assertThat(refusal(round, "bob")).isEqualTo(Reason.SOMEONE_STOOD_IN);
    assertThat(refusal(round, "sam")).isEqualTo(Reason.ALREADY_VOTED);
    assertThat(desk.openFor(people.get("bob"))).isEmpty();
    assertThat(verdict(round, "carol")).contains(Verdict.APPROVED);
  }

  @Test
  void delegate_ofSomeoneWhoDecidedThemselves_hasNothingToDecide() {
    ReviewRound round = open(2);
    delegate("bob", "sam");
    assertThat(verdict(round, "bob")).isEmpty();
    assertThat(refusal(round, "sam")).isEqualTo(Reason.ALREADY_VOTED);
    assertThat(seats(round).get(1).standIns()).isEmpty();
  }

  @Test
  void delegateOfTwo_fillsOnlyOneSeat() {
    ReviewRound round = open(2);
    delegate("bob", "sam");
    delegate("carol", "sam");
    assertThat(verdict(round, "sam")).isEmpty();
    assertThat(refusal(round, "sam")).isEqualTo(Reason.ALREADY_VOTED);
    assertThat(verdict(round, "carol")).contains(Verdict.APPROVED);
  }

  @Test
  void twoDelegatesOfOnePerson_fillOnlyOneSeat() {
    ReviewRound round = open(2);
    delegate("bob", "sam");
    delegate("bob", "tess");
    assertThat(verdict(round, "sam")).isEmpty();
    assertThat(refusal(round, "tess")).isEqualTo(Reason.SOMEONE_STOOD_IN);
  }

  @Test
  void candidateWhoIsADelegateToo_decidesInTheirOwnPlaceFirst() {
    ReviewRound round = open(2);
    delegate("bob", "carol");
    assertThat(verdict(round, "carol")).isEmpty();
    assertThat(seats(round).getFirst().vote().orElseThrow().inPlaceOf()).isEmpty();
    assertThat(refusal(round, "carol")).isEqualTo(Reason.ALREADY_VOTED);
    assertThat(verdict(round, "bob")).contains(Verdict.APPROVED);
  }

  @Test
  void delegation_forOneGroup_holdsForThatGroupAlone() {
    ReviewRound round = open(new Requirement("owners", 1), new Requirement("security", 1));
    made("carol", new Wish("sam", Optional.of("security"), Optional.empty(), until(2)));
    assertThat(refusal(round, "sam", round.seats().get(0).id())).isEqualTo(Reason.NOT_ELIGIBLE);
    assertThat(verdict(round, "sam")).isEmpty();
    assertThat(seats(round).get(1).vote().map(Vote::person)).contains("sam");
  }

  @Test
  void delegate_ofSomeoneInTheGroupThatASeatEscalatedTo_fillsIt() {
    ReviewRound round = open(1);
    delegate("dora", "sam");
    assertThat(refusal(round, "sam")).isEqualTo(Reason.NOT_ELIGIBLE);
    desk.escalate(round.id(), round.seats().getFirst().id());
    assertThat(verdict(round, "sam")).contains(Verdict.APPROVED);
  }

  @Test
  void escalation_letsNeitherAuthorsNorTheirDelegatesIn() {
    people.person("ada", "owners", "directors");
    ReviewRound round = open(1);
    delegate("ada", "sam");
    delegate("dora", "ada");
    desk.escalate(round.id(), round.seats().getFirst().id());
    assertThat(refusal(round, "ada")).isEqualTo(Reason.AUTHOR);
    assertThat(refusal(round, "sam")).isEqualTo(Reason.NOT_ELIGIBLE);
    assertThat(seats(round).getFirst().candidates()).doesNotContain("ada", "sam");
    assertThat(seats(round).getFirst().standIns()).isEmpty();
  }

  @Test
  void delegate_mayProposeChangesAsTheDelegatorCould() {
    ReviewRound round = open(1);
    delegate("bob", "sam");
    assertThat(desk.mayChange(round.id(), LinkedIdentity.tasklist("sam.t"), Channel.TASKLIST))
        .isEmpty();
  }

  private ReviewRound open(int owners) {
    return open(new Requirement("owners", owners));
  }

  private ReviewRound open(Requirement... requirements) {
    Opening opening =
        new Opening(
            new Subject(Subject.Kind.ACTION, UUID.randomUUID(), DIGEST),
            List.of(requirements),
            Set.of("ada"),
            Map.of("title", "Export"));
    return ((Opened) desk.open(opening)).round();
  }

  private List<Seat> seats(ReviewRound round) {
    return desk.round(round.id()).orElseThrow().seats();
  }

  private Delegation delegate(String delegator, String delegate) {
    return made(delegator, new Wish(delegate, Optional.empty(), Optional.empty(), until(24)));
  }

  private Delegation made(String delegator, Wish wish) {
    return ((Done) memory.delegations().delegate(LinkedIdentity.directory(delegator), wish))
        .delegation();
  }

  private Optional<Instant> at(Duration later) {
    return Optional.of(memory.clock().instant().plus(later));
  }

  private Instant until(int hours) {
    return memory.clock().instant().plus(Duration.ofHours(hours));
  }

  private Decisions approval(ReviewRound round, String person) {
    return Decisions.by(round.id(), DIGEST, round.shownDigest(), "directory:" + person);
  }

  private Optional<Verdict> verdict(ReviewRound round, String person) {
    DecisionResult result = desk.decide(approval(round, person).build());
    assertThat(result).isInstanceOf(Accepted.class);
    return ((Accepted) result).verdict();
  }

  private Optional<Refused> objection(ReviewRound round, String person) {
    UUID seat = round.seats().getFirst().id();
    return desk.objection(round.id(), seat, LinkedIdentity.directory(person));
  }

  private Reason refusal(ReviewRound round, String person) {
    return reason(desk.decide(approval(round, person).build()));
  }

  private Reason refusal(ReviewRound round, String person, UUID seat) {
    return reason(desk.decide(approval(round, person).at(seat).build()));
  }

  private static Reason reason(DecisionResult result) {
    assertThat(result).isInstanceOf(Refused.class);
    return ((Refused) result).reason();
  }
}
