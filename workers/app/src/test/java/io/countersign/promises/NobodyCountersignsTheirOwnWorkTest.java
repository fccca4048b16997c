package io.countersign.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.actions.SealedAction;
import io.countersign.execution.internal.ReviewsOnDesk;
import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.DecisionResult.Accepted;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.Delegations.Wish;
import io.countersign.review.OpeningResult.NoReviewer;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Verdict;
import io.countersign.review.internal.InMemoryDesk;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The second promise: authors never vote, agents never vote, one person fills one seat, whatever
 * name they go by, whatever channel they use, whatever else they are.
 */
class NobodyCountersignsTheirOwnWorkTest {

  /** Everyone here could fill every seat, if they had not authored the action. */
  private final People people =
      new People()
          .person("ada", "owners", "security", "admins")
          .person("olivia", "owners", "security", "admins")
          .person("bea", "owners", "security")
          .person("mo", "owners", "security")
          .person("grace", "owners", "security")
          .person("tom", "owners", "security")
          .person("sam", "marketing")
          .person("ann", "admins")
          .agent("bot", "olivia")
          .agent("toms-bot", "tom");

  private final InMemoryDesk memory = new InMemoryDesk(people, Map.of("owners", "admins"));
  private final ReviewDesk desk = memory.desk();

  /** What makes someone an author: an action, and the person whom it makes one. */
  private static Stream<Arguments> authorships() {
    return Stream.of(
        Arguments.of("requester", Requests.anExport().by("ada"), "ada"),
        Arguments.of("owner of the agent", Requests.anExport().by("bot"), "olivia"),
        Arguments.of("person it is for", Requests.anExport().by("ada").onBehalfOf("bea"), "bea"),
        Arguments.of("requester for another", Requests.anExport().onBehalfOf("bea"), "ada"),
        Arguments.of("modifier", Requests.anExport().by("bot").modifiedBy("mo"), "mo"),
        Arguments.of("owner, modified", Requests.anExport().by("bot").modifiedBy("mo"), "olivia"));
  }

  private static List<LinkedIdentity> namesOf(String person) {
    return List.of(
        LinkedIdentity.directory(person),
        LinkedIdentity.tasklist(person + ".t"),
        new LinkedIdentity("email", person + "@example.org"),
        new LinkedIdentity("api", "api-" + person));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("authorships")
  void author_underAnyNameInAnyChannel_isRefused(String why, Requests request, String author) {
    ReviewRound round = open(request, 1, 1);
    assertThat(round.authors()).contains(author);
    for (LinkedIdentity name : namesOf(author)) {
      for (Channel channel : Channel.values()) {
        for (Choice choice : Choice.values()) {
          DecisionResult result = decide(round, name, choice, channel);
          assertThat(reason(result)).as(why + " as " + name).isEqualTo(Reason.AUTHOR);
        }
      }
    }
    assertUntouched(round);
  }

  /** So that the refusals above are known to come from authorship and nothing else. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("authorships")
  void author_ofAnotherAction_mayDecideThisOne(String why, Requests request, String author) {
    for (LinkedIdentity name : namesOf(author)) {
      ReviewRound other = open(Requests.anExport().by("tom").because("x" + name), 1, 1);
      DecisionResult result = decide(other, name, Choice.APPROVE, Channel.API);
      assertThat(result).as(why).isInstanceOf(Accepted.class);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("authorships")
  void author_isNeverACandidateNotEvenAfterEscalation(String why, Requests request, String author) {
    people.person(author, "owners", "security", "admins");
    ReviewRound round = open(request, 1, 1);
    round.seats().forEach(seat -> desk.escalate(round.id(), seat.id()));
    assertThat(after(round).seats())
        .allSatisfy(seat -> assertThat(seat.candidates()).isNotEmpty().doesNotContain(author));
    assertThat(desk.openFor(people.get(author))).isEmpty();
    assertThat(reason(approve(round, author))).as(why).isEqualTo(Reason.AUTHOR);
    assertThat(approve(round, "ann")).as("escalated to her group").isInstanceOf(Accepted.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("authorships")
  void author_throughSomeoneWhoStandsInForThem_isRefused(
      String why, Requests request, String author) {
    ReviewRound round = open(request, 1, 1);
    delegate(author, "sam");
    round.seats().forEach(seat -> desk.escalate(round.id(), seat.id()));
    assertThat(reason(approve(round, "sam"))).as(why).isEqualTo(Reason.NOT_ELIGIBLE);
    assertUntouched(round);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("authorships")
  void author_standingInForAReviewer_isRefused(String why, Requests request, String author) {
    ReviewRound round = open(request, 1, 1);
    delegate("grace", author);
    assertThat(reason(approve(round, author))).as(why).isEqualTo(Reason.AUTHOR);
    assertUntouched(round);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("authorships")
  void author_mayNotChangeWhatIsUnderReview(String why, Requests request, String author) {
    ReviewRound round = open(request, 1, 1);
    for (LinkedIdentity name : namesOf(author)) {
      assertThat(desk.mayChange(round.id(), name, Channel.API).map(Refused::reason))
          .as(why)
          .contains(Reason.AUTHOR);
    }
  }

  @Test
  void agent_neverDecidesNotEvenInAReviewersPlace() {
    ReviewRound round = open(Requests.anExport().by("ada"), 1, 1);
    for (String agent : List.of("bot", "toms-bot")) {
      assertThat(reason(approve(round, agent))).isEqualTo(Reason.AGENT);
      delegate("grace", agent);
      assertThat(reason(approve(round, agent))).isEqualTo(Reason.AGENT);
    }
    assertUntouched(round);
  }

  @Test
  void agentThatBecameADelegateBehindTheDesksBack_neverDecides() {
    ReviewRound round = open(Requests.anExport().by("ada"), 1, 1);
    delegate("grace", "sam");
    people.agent("sam", "tom");
    assertThat(reason(approve(round, "sam"))).isEqualTo(Reason.AGENT);
    assertThat(after(round).seats()).allSatisfy(seat -> assertThat(seat.standIns()).isEmpty());
  }

  @Test
  void onePersonInTwoGroups_fillsOneSeatUnderAllTheirNames() {
    ReviewRound round = open(Requests.anExport().by("ada"), 1, 1);
    assertThat(approve(round, "grace")).isInstanceOf(Accepted.class);
    for (LinkedIdentity name : namesOf("grace")) {
      assertThat(reason(decide(round, name, Choice.APPROVE, Channel.CLI)))
          .isEqualTo(Reason.ALREADY_VOTED);
    }
    delegate("tom", "grace");
    assertThat(reason(approve(round, "grace"))).isEqualTo(Reason.ALREADY_VOTED);
    delegate("grace", "sam");
    assertThat(reason(approve(round, "sam"))).isEqualTo(Reason.ALREADY_VOTED);
    assertThat(after(round).verdict()).isEmpty();
    assertThat(approve(round, "tom")).isInstanceOf(Accepted.class);
    assertThat(after(round).verdict()).contains(Verdict.APPROVED);
  }

  @Test
  void reviewerAndTheirStandIn_areOneSay() {
    ReviewRound round = open(Requests.anExport().by("ada"), 2, 0);
    delegate("grace", "sam");
    assertThat(approve(round, "sam")).isInstanceOf(Accepted.class);
    assertThat(reason(approve(round, "grace"))).isEqualTo(Reason.SOMEONE_STOOD_IN);
    assertThat(after(round).verdict()).isEmpty();
  }

  @Test
  void whoeverStandsInForTwo_hasOneSay() {
    ReviewRound round = open(Requests.anExport().by("ada"), 2, 0);
    delegate("grace", "sam");
    delegate("tom", "sam");
    assertThat(approve(round, "sam")).isInstanceOf(Accepted.class);
    assertThat(reason(approve(round, "sam"))).isEqualTo(Reason.ALREADY_VOTED);
    assertThat(after(round).verdict()).isEmpty();
  }

  @Test
  void twoSeatsThatOnlyOnePersonCouldFill_areNotOpened() {
    people.person("solo", "rare-a", "rare-b");
    SealedAction action = Requests.anExport().by("ada").withoutInput().sealed();
    List<Requirement> both = List.of(new Requirement("rare-a", 1), new Requirement("rare-b", 1));
    assertThat(ReviewsOnDesk.of(desk, people, action, both).open(action.id()))
        .isInstanceOf(NoReviewer.class);
  }

  @Test
  void groupChangedWhilePending_countsBothWays() {
    ReviewRound round = open(Requests.anExport().by("ada"), 1, 0);
    people.leave("grace", "owners");
    people.person("late", "owners");
    assertThat(reason(approve(round, "grace"))).isEqualTo(Reason.NOT_ELIGIBLE);
    assertThat(reason(approve(round, "late"))).isEqualTo(Reason.NOT_ELIGIBLE);
    assertThat(approve(round, "tom")).isInstanceOf(Accepted.class);
  }

  @Test
  void personDisabledWhilePending_isRefusedAndSoIsTheirStandIn() {
    ReviewRound round = open(Requests.anExport().by("ada"), 1, 0);
    delegate("grace", "sam");
    people.disable("grace");
    for (LinkedIdentity name : namesOf("grace")) {
      assertThat(reason(decide(round, name, Choice.APPROVE, Channel.TASKLIST)))
          .isEqualTo(Reason.DISABLED);
    }
    assertThat(reason(approve(round, "sam"))).isEqualTo(Reason.NOT_ELIGIBLE);
  }

  @Test
  void actionThatOnlyItsAuthorsCouldReview_isNotOpened() {
    for (String person : List.of("bea", "mo", "grace", "tom")) {
      people.disable(person);
    }
    SealedAction action = Requests.anExport().by("bot").onBehalfOf("ada").withoutInput().sealed();
    assertThat(
            ReviewsOnDesk.of(desk, people, action, List.of(new Requirement("owners", 1)))
                .open(action.id()))
        .isInstanceOf(NoReviewer.class);
  }

  private void assertUntouched(ReviewRound round) {
    assertThat(after(round).verdict()).isEmpty();
    assertThat(after(round).seats()).allSatisfy(seat -> assertThat(seat.vote()).isEmpty());
    assertThat(desk.refusals(round.id())).as("every refusal is on record").isNotEmpty();
  }

  private ReviewRound open(Requests request, int owners, int security) {
    List<Requirement> requirements = new ArrayList<>();
    requirements.add(new Requirement("owners", owners));
    if (security > 0) {
      requirements.add(new Requirement("security", security));
    }
    SealedAction action = request.withoutInput().sealed();
    return ((Opened) ReviewsOnDesk.of(desk, people, action, requirements).open(action.id()))
        .round();
  }

  private ReviewRound after(ReviewRound round) {
    return desk.round(round.id()).orElseThrow();
  }

  private void delegate(String delegator, String delegate) {
    memory
        .delegations()
        .delegate(
            LinkedIdentity.directory(delegator),
            new Wish(
                delegate,
                Optional.empty(),
                Optional.empty(),
                Requests.NOW.plus(Duration.ofHours(1))));
  }

  private DecisionResult approve(ReviewRound round, String person) {
    return decide(round, LinkedIdentity.directory(person), Choice.APPROVE, Channel.API);
  }

  private DecisionResult decide(
      ReviewRound round, LinkedIdentity who, Choice choice, Channel channel) {
    return desk.decide(
        new Decision(
            round.id(),
            Optional.empty(),
            who,
            Optional.of(choice),
            Optional.of("because"),
            round.subject().digest(),
            round.shownDigest(),
            channel));
  }

  private static Reason reason(DecisionResult result) {
    assertThat(result).isInstanceOf(Refused.class);
    return ((Refused) result).reason();
  }
}
