package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.countersign.connectors.slack.fake.FakeMessage;
import io.countersign.connectors.slack.fake.FakeSlack;
import io.countersign.connectors.teams.fake.FakePerson;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.identity.LinkedIdentity;
import io.countersign.review.Channel;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.Refusal;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Verdict;
import io.countersign.review.Vote;
import io.countersign.testing.AtOnce;
import io.countersign.testing.Requests;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Reviews decided in Slack, and in Slack and Teams together. */
class SlackReviewIT extends SlackSlice {

  private static final TeamsBeside TEAMS = new TeamsBeside();

  @Autowired private ApplicationContext application;

  @DynamicPropertySource
  static void teams(DynamicPropertyRegistry registry) {
    TEAMS.register(registry);
  }

  @BeforeEach
  void openTeams() {
    TEAMS.open(application);
  }

  @AfterAll
  static void closeTeams() {
    TEAMS.close();
  }

  private FakePersonsCard teamsCard(ReviewRound round) {
    return new FakePersonsCard(
        eventually().until(() -> TEAMS.card(round), Optional::isPresent).orElseThrow());
  }

  /** What one person after the other does with a card in Teams. */
  private record FakePersonsCard(io.countersign.connectors.teams.fake.FakeMessage message) {

    String approve(FakePerson person) {
      TEAMS.teams.press(person, message, "ask-approve");
      return TEAMS
          .teams
          .submit(person, message, TEAMS.teams.form(person).orElseThrow(), "")
          .words();
    }

    String words() {
      return TEAMS.teams.now(message).words();
    }
  }

  @Test
  void review_oneSeatInSlackAndTheOtherInTeams_endsInBothTheSame() {
    ReviewRound round = open(2);
    FakeMessage card = card(round);
    FakePersonsCard other = teamsCard(round);
    approve(GRACE, card);
    assertThat(other.approve(TeamsBeside.TOM)).contains("it was the last: it is approved");

    ReviewRound after = desk.round(round.id()).orElseThrow();
    assertThat(after.verdict()).contains(Verdict.APPROVED);
    assertThat(after.seats().stream().flatMap(seat -> seat.vote().stream()))
        .extracting(Vote::channel)
        .containsExactlyInAnyOrder(Channel.SLACK, Channel.TEAMS);
    eventually()
        .untilAsserted(
            () -> {
              String ending = ending(SLACK.now(card).words());
              assertThat(ending).contains("Dr grace", "Dr tom");
              assertThat(ending(other.words())).isEqualTo(ending);
              assertThat(TEAMS.teams.thread(other.message()))
                  .containsExactlyElementsOf(SLACK.thread(card))
                  .hasSize(3);
            });
    assertThat(TEAMS.teams.problems()).isEmpty();
    assertThat(
            jdbc.sql("select name from channel_note where channel = 'teams'")
                .query(String.class)
                .list())
        .contains("user/aaaa-grace", "user/aaaa-tom", "place/" + FakeTeams.PLACE);
  }

  private static String ending(String words) {
    return words.lines().filter(line -> line.startsWith("Approved at")).findFirst().orElse("");
  }

  @Test
  void decide_inTeamsByTheRequester_isRefusedAndTheyAreToldWhy() {
    ReviewRound round = open(1);
    FakePersonsCard card = teamsCard(round);
    assertThat(TEAMS.teams.press(TeamsBeside.ADA, card.message(), "ask-approve").words())
        .contains("nobody countersigns their own work");
    assertThat(
            TEAMS
                .teams
                .submit(
                    TeamsBeside.ADA,
                    card.message(),
                    Map.of("verb", "approve", "data", Map.of("card", cardId(round, "teams"))),
                    "")
                .words())
        .contains("nobody countersigns their own work");
    assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
    assertThat(desk.refusals(round.id()))
        .extracting(Refusal::reason, Refusal::channel)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Reason.AUTHOR, Channel.TEAMS));
  }

  @Test
  void decide_inSlackAndInTeamsInTheSameMoment_oneFillsTheSeat() throws Exception {
    ReviewRound round = open(1);
    FakeMessage card = card(round);
    FakePersonsCard other = teamsCard(round);
    SLACK.click(GRACE, card, APPROVE);
    TEAMS.teams.press(TeamsBeside.TOM, other.message(), "ask-approve");
    Map<?, ?> form = TEAMS.teams.form(TeamsBeside.TOM).orElseThrow();
    AtOnce.run(
        4,
        i ->
            () ->
                i % 2 == 0
                    ? SLACK.submit(GRACE, "").body()
                    : TEAMS.teams.submit(TeamsBeside.TOM, other.message(), form, "").words());
    assertThat(desk.round(round.id()).orElseThrow().verdict()).contains(Verdict.APPROVED);
    assertThat(desk.refusals(round.id())).hasSize(3);
  }

  @Test
  void review_approvedByTwo_endsEverywhereAndTheThreadTellsIt() {
    ReviewRound round = open(2);
    FakeMessage card = card(round);
    FakeMessage direct =
        eventually()
            .until(() -> cardOf(round, FakeSlack.direct(TOM)), Optional::isPresent)
            .orElseThrow();
    assertThat(cardOf(round, FakeSlack.direct(ADA))).as("authors are not asked").isEmpty();

    approve(GRACE, card);
    assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
    approve(TOM, direct);

    ReviewRound after = desk.round(round.id()).orElseThrow();
    assertThat(after.verdict()).contains(Verdict.APPROVED);
    assertThat(after.seats().stream().flatMap(seat -> seat.vote().stream()))
        .extracting(Vote::channel)
        .containsOnly(Channel.SLACK);
    eventually()
        .untilAsserted(
            () -> {
              for (FakeMessage shown : List.of(card, direct)) {
                assertThat(SLACK.now(shown).words())
                    .contains("Approved at", "Dr grace", "Dr tom", "2 of 2");
                assertThat(SLACK.now(shown).button(APPROVE)).isEmpty();
              }
              assertThat(SLACK.thread(card))
                  .containsExactly(
                      "Dr grace approved it.",
                      "Dr tom approved it.",
                      "Every signature is there: it is approved.");
            });
  }

  @Test
  void decide_byRequesterOrStranger_isRefusedAndTheyAreToldWhy() {
    ReviewRound round = open(1);
    FakeMessage card = card(round);
    SLACK.click(ADA, card, APPROVE);
    SLACK.click(STRANGER, card, APPROVE);
    eventually()
        .untilAsserted(
            () -> {
              assertThat(SLACK.whispers(ADA))
                  .anyMatch(words -> words.contains("nobody countersigns their own work"));
              assertThat(SLACK.whispers(STRANGER))
                  .anyMatch(words -> words.contains("belongs to nobody in the directory"));
            });
    SLACK.click(GRACE, card, APPROVE);
    SLACK.submit(ADA, SLACK.dialog(GRACE).orElseThrow(), "");
    assertThat(desk.refusals(round.id()))
        .extracting(Refusal::reason, Refusal::channel)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Reason.AUTHOR, Channel.SLACK));
    assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
  }

  @Test
  void decide_byTheOwnerOfTheAgentThatAsks_isRefusedInBoth() {
    ReviewRound round = openForAnAgent();
    SLACK.click(ADA, card(round), APPROVE);
    eventually()
        .untilAsserted(
            () ->
                assertThat(SLACK.whispers(ADA))
                    .anyMatch(words -> words.contains("nobody countersigns their own work")));
    FakePersonsCard card = teamsCard(round);
    assertThat(card.message().words()).contains("Robot report-agent, an agent of Dr ada");
    Map<?, ?> forged = Map.of("verb", "approve", "data", Map.of("card", cardId(round, "teams")));
    assertThat(TEAMS.teams.submit(TeamsBeside.ADA, card.message(), forged, "").words())
        .contains("nobody countersigns their own work");
    assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
    assertThat(desk.refusals(round.id())).extracting(Refusal::reason).contains(Reason.AUTHOR);
  }

  @Test
  void decide_twoPeopleInTheSameMoment_oneFillsTheSeat() throws Exception {
    ReviewRound round = open(1);
    FakeMessage card = card(round);
    SLACK.click(GRACE, card, APPROVE);
    SLACK.click(TOM, card, DENY);
    AtOnce.run(
        4,
        i -> () -> i % 2 == 0 ? SLACK.submit(GRACE, "") : SLACK.submit(TOM, "Not needed any more"));
    ReviewRound after = desk.round(round.id()).orElseThrow();
    assertThat(after.verdict()).isPresent();
    assertThat(after.seats().stream().map(Seat::vote).flatMap(Optional::stream)).hasSize(1);
    assertThat(desk.refusals(round.id())).hasSize(3);
  }

  @Test
  void submit_afterExpiry_isRefused() {
    ReviewRound round = open(1, Requests.anExport(), Duration.ofSeconds(8));
    FakeMessage card = card(round);
    SLACK.click(GRACE, card, APPROVE);
    eventually().until(() -> !Clock.systemUTC().instant().isBefore(round.deadline()));
    assertThat(SLACK.submit(GRACE, "").body()).contains("expired");
    assertThat(desk.round(round.id()).orElseThrow().seats().getFirst().vote()).isEmpty();
    desk.expire(round.id());
    eventually().untilAsserted(() -> assertThat(SLACK.now(card).words()).contains("Expired at"));
  }

  @Test
  void decide_whileTheDatabaseFails_isAnsweredAndCountsOnceItIsBack() {
    ReviewRound round = open(1);
    SLACK.click(GRACE, card(round), APPROVE);
    JsonObject dialog = SLACK.dialog(GRACE).orElseThrow();
    jdbc.sql("alter table review_vote rename to review_vote_away").update();
    try {
      assertThat(SLACK.submit(GRACE, dialog, "").body()).contains("it may not count");
    } finally {
      jdbc.sql("alter table review_vote_away rename to review_vote").update();
    }
    assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
    assertThat(SLACK.submit(GRACE, dialog, "").body()).contains("Your signature counts");
    assertThat(desk.round(round.id()).orElseThrow().verdict()).contains(Verdict.APPROVED);
  }

  @Test
  void decide_elsewhereWhileSlackIsDown_editsTheCardOnceItIsBack() {
    ReviewRound round = open(1);
    FakeMessage card = card(round);
    SLACK.down(true);
    assertThat(desk.withdraw(round.id(), LinkedIdentity.directory("ada"), Channel.API))
        .isInstanceOf(io.countersign.review.EndingResult.Ended.class);
    assertThat(SLACK.now(card).button(APPROVE)).isPresent();
    SLACK.down(false);
    eventually()
        .untilAsserted(() -> assertThat(SLACK.now(card).words()).contains("Withdrawn by Dr ada"));
  }

  @Test
  void card_deletedWhileOpen_isPostedAgain() {
    ReviewRound round = open(1);
    FakeMessage card = card(round);
    SLACK.delete(card);
    desk.comment(round.id(), LinkedIdentity.directory("grace"), "What for?");
    FakeMessage again = card(round);
    assertThat(again.ts()).isNotEqualTo(card.ts());
    approve(GRACE, again);
    assertThat(desk.round(round.id()).orElseThrow().verdict()).contains(Verdict.APPROVED);
  }

  @Test
  void approve_effectThatTakesMoreAssurance_isNotOfferedNorAccepted() {
    ReviewRound round = open(1, Requests.anExport().of("postgres.role.grant"), Duration.ofHours(1));
    assertThat(card(round).button(APPROVE)).isEmpty();
    assertThat(card(round).words()).contains("more assurance");
  }

  @Test
  void approve_policyWantsMoreThanAChat_leadsElsewhereHoweverItIsSubmitted() {
    FakeMessage other = card(open(1));
    SLACK.click(GRACE, other, APPROVE);
    JsonObject dialog = SLACK.dialog(GRACE).orElseThrow().deepCopy();
    ReviewRound round = open(1, Map.of("assurance", "console"));
    FakeMessage card = card(round);
    assertThat(card.button(APPROVE)).isEmpty();
    assertThat(card.words()).contains("more assurance");
    dialog.addProperty("private_metadata", cardId(round, "slack"));
    assertThat(SLACK.submit(GRACE, dialog, "").body()).contains("surer who approves this");
    assertThat(desk.round(round.id()).orElseThrow().seats().getFirst().vote()).isEmpty();
    assertThat(desk.refusals(round.id()))
        .extracting(Refusal::reason)
        .containsExactly(Reason.MORE_ASSURANCE);
  }

  @Test
  void command_show_answersOnlyThoseWhoMayKnowOfTheReview() {
    ReviewRound round = open(1);
    String show = "show " + round.id();
    assertThat(SLACK.command(GRACE, show).body()).contains("data-owners: open");
    assertThat(SLACK.command(ADA, show).body()).as("its requester").contains("data-owners: open");
    String hidden = SLACK.command(OLGA, show).body();
    UUID none = UUID.randomUUID();
    assertThat(hidden.replace(round.id().toString(), none.toString()))
        .isEqualTo(SLACK.command(OLGA, "show " + none).body())
        .contains("There is no review");
  }

  @Test
  void app_everythingThatItSent_wasWithinSlacksLimits() {
    card(open(1));
    assertThat(SLACK.problems())
        .filteredOn(problem -> !problem.contains("message_not_found"))
        .isEmpty();
  }
}
