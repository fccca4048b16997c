package io.countersign.review.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.LinkedIdentity;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.Delegation;
import io.countersign.review.Ending;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.review.internal.Judge.Judgement;
import io.countersign.testing.ClearPayloads;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may decide what: each test is one sentence of the rules. */
class JudgeTest {

  private static final Instant NOW = Requests.NOW;
  private static final String DIGEST = Requests.digest("action");
  private static final String SHOWN = Requests.digest("shown");
  private static final ReviewProperties PROPERTIES =
      new ReviewProperties(
          Duration.ofHours(4), Map.of(), Duration.ofDays(30), Duration.ofMinutes(5));

  private final People people =
      new People()
          .person("ada", "analysts", "data-owners")
          .person("olivia", "data-owners")
          .person("bob", "data-owners")
          .person("carol", "data-owners", "security")
          .person("grace", "data-owners", "security")
          .person("mallory", "marketing")
          .agent("release-bot", "olivia");
  private final DelegationRepository nobodyIsAway =
      Stub.of(DelegationRepository.class).on("findInForce", args -> List.of()).get();
  private final Judge judge =
      new Judge(
          people,
          People.REVIEWERS,
          new SeatChoice(new StandIns(nobodyIsAway, people)),
          new ClearPayloads(),
          PROPERTIES);

  /** Asked for by release-bot for ada; olivia owns release-bot. Needs one of each group. */
  private final RoundEntity round =
      new RoundEntity(
          UUID.randomUUID(),
          new Subject(Subject.Kind.ACTION, UUID.randomUUID(), DIGEST),
          "{}",
          SHOWN,
          Set.of("release-bot", "olivia", "ada"),
          NOW.minusSeconds(60),
          NOW.plus(Duration.ofHours(4)));

  JudgeTest() {
    round.addSeat("data-owners", List.of("bob", "carol", "grace"));
    round.addSeat("security", List.of("carol", "grace"));
  }

  @Test
  void judge_candidateWhoAuthoredNothing_fillsTheSeat() {
    Judgement judgement = judge(approval("bob"));
    assertThat(judgement).isInstanceOf(Judgement.Fills.class);
    assertThat(((Judgement.Fills) judgement).seat()).isSameAs(seat(0));
    assertThat(((Judgement.Fills) judgement).person().id()).isEqualTo("bob");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"directory:ada", "tasklist:ada.t", "email:ada@example.org", "api:api-ada"})
  void judge_requesterUnderAnyOfTheirNames_isRefusedAsAuthor(String identity) {
    assertThat(refusal(as(identity))).isEqualTo(Reason.AUTHOR);
  }

  @Test
  void judge_requesterListedAsCandidate_isStillRefusedAsAuthor() {
    round.addSeat("data-owners", List.of("ada"));
    assertThat(refusal(approval("ada"))).isEqualTo(Reason.AUTHOR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"directory:olivia", "tasklist:olivia.t", "email:olivia@example.org"})
  void judge_ownerOfTheAgentThatAsked_isRefusedAsAuthor(String identity) {
    round.addSeat("data-owners", List.of("olivia"));
    assertThat(refusal(as(identity))).isEqualTo(Reason.AUTHOR);
  }

  @Test
  void judge_authorWhoDenies_isRefusedAsWell() {
    assertThat(refusal(denial("ada", "changed my mind"))).isEqualTo(Reason.AUTHOR);
  }

  @Test
  void judge_delegateOfAnAuthorWhoIsListedAsCandidate_isNotEligible() {
    round.addSeat("data-owners", List.of("ada"));
    Delegation delegation =
        new Delegation(
            UUID.randomUUID(),
            "ada",
            "mallory",
            Optional.empty(),
            NOW,
            NOW.plusSeconds(60),
            NOW,
            Optional.empty());
    DelegationRepository adaIsAway =
        Stub.of(DelegationRepository.class)
            .on("findInForce", args -> List.of(new DelegationEntity(delegation)))
            .get();
    Judge watchful =
        new Judge(
            people,
            People.REVIEWERS,
            new SeatChoice(new StandIns(adaIsAway, people)),
            new ClearPayloads(),
            PROPERTIES);
    assertThat(reason(watchful.judge(round, approval("mallory").build(), NOW)))
        .isEqualTo(Reason.NOT_ELIGIBLE);
  }

  @Test
  void judge_agent_neverDecides() {
    assertThat(refusal(approval("release-bot"))).isEqualTo(Reason.AGENT);
    people.agent("other-bot", "bob");
    assertThat(refusal(approval("other-bot"))).isEqualTo(Reason.AGENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "directory:nobody",
        "directory:",
        "tasklist:bob",
        "tasklist:BOB.T",
        "email:bob",
        "tasklist:nobody had claimed the task",
        "slack:bob",
        "directory:bob.t"
      })
  void judge_nameThatBelongsToNobody_isRefused(String identity) {
    assertThat(refusal(as(identity))).isEqualTo(Reason.UNKNOWN_IDENTITY);
  }

  @Test
  void judge_personDisabledSinceOpening_isRefused() {
    people.disable("bob");
    assertThat(refusal(approval("bob"))).isEqualTo(Reason.DISABLED);
    assertThat(refusal(as("tasklist:bob.t"))).isEqualTo(Reason.DISABLED);
  }

  @Test
  void judge_personOfNoneOfTheGroups_isNotEligible() {
    assertThat(refusal(approval("mallory"))).isEqualTo(Reason.NOT_ELIGIBLE);
  }

  @Test
  void judge_personWhoLeftTheGroupSinceOpening_isNotEligible() {
    people.leave("bob", "data-owners");
    assertThat(refusal(approval("bob"))).isEqualTo(Reason.NOT_ELIGIBLE);
  }

  @Test
  void judge_personWhoJoinedTheGroupSinceOpening_isNotEligible() {
    people.person("newcomer", "data-owners", "security");
    assertThat(refusal(approval("newcomer"))).isEqualTo(Reason.NOT_ELIGIBLE);
  }

  @Test
  void judge_candidateOfOneSeatNamingTheOther_isNotEligible() {
    assertThat(refusal(approval("bob").at(seat(1).id()))).isEqualTo(Reason.NOT_ELIGIBLE);
  }

  @Test
  void judge_unknownSeat_isNotEligible() {
    assertThat(refusal(approval("bob").at(UUID.randomUUID()))).isEqualTo(Reason.NOT_ELIGIBLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "null"})
  void judge_digestOfSomethingElse_isStale(String digest) {
    assertThat(refusal(approval("bob").on(digest, SHOWN))).isEqualTo(Reason.STALE_DIGEST);
    assertThat(refusal(approval("bob").on(DIGEST, digest))).isEqualTo(Reason.STALE_DIGEST);
    assertThat(refusal(approval("bob").on(SHOWN, DIGEST))).isEqualTo(Reason.STALE_DIGEST);
  }

  @Test
  void judge_revisionThatIsNotTheRounds_isStaleAndNoneIsNot() {
    assertThat(judge(approval("bob").atRevision(1))).isInstanceOf(Judgement.Fills.class);
    round.seatsChanged();
    assertThat(refusal(approval("bob").atRevision(1))).isEqualTo(Reason.STALE_REVISION);
    assertThat(refusal(approval("bob").atRevision(3))).isEqualTo(Reason.STALE_REVISION);
    assertThat(judge(approval("bob").atRevision(2))).isInstanceOf(Judgement.Fills.class);
    assertThat(judge(approval("bob"))).isInstanceOf(Judgement.Fills.class);
  }

  @Test
  void judge_noChoice_isRefused() {
    assertThat(refusal(approval("bob").saying(Optional.empty()))).isEqualTo(Reason.NO_CHOICE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void judge_denialWithoutWords_needsAReason(String words) {
    assertThat(refusal(denial("bob", words))).isEqualTo(Reason.REASON_REQUIRED);
    assertThat(refusal(approval("bob").saying(Optional.of(Choice.DENY))))
        .isEqualTo(Reason.REASON_REQUIRED);
  }

  @Test
  void judge_denialWithAReason_fillsTheSeat() {
    assertThat(judge(denial("bob", "Too many rows"))).isInstanceOf(Judgement.Fills.class);
  }

  @Test
  void judge_samePersonAgainUnderAnotherName_hasAlreadyVoted() {
    fill(0, "carol");
    assertThat(refusal(approval("carol"))).isEqualTo(Reason.ALREADY_VOTED);
    assertThat(refusal(as("email:carol@example.org"))).isEqualTo(Reason.ALREADY_VOTED);
  }

  @Test
  void judge_personInBothGroups_fillsOnlyOneOfTwoSeats() {
    fill(0, "grace");
    assertThat(refusal(approval("grace").at(seat(1).id()))).isEqualTo(Reason.ALREADY_VOTED);
    assertThat(judge(approval("carol").at(seat(1).id()))).isInstanceOf(Judgement.Fills.class);
  }

  @Test
  void judge_seatThatIsTaken_isRefused() {
    fill(0, "carol");
    assertThat(refusal(approval("bob"))).isEqualTo(Reason.SEAT_TAKEN);
  }

  @Test
  void judge_withoutASeat_takesAFreeOneOfTheirGroups() {
    fill(0, "bob");
    Judgement judgement = judge(approval("grace"));
    assertThat(((Judgement.Fills) judgement).seat()).isSameAs(seat(1));
  }

  @Test
  void judge_withoutASeat_leavesTheOtherSeatsToWhoeverCanFillThem() {
    people.leave("grace", "security");
    RoundEntity narrow =
        new RoundEntity(
            UUID.randomUUID(),
            new Subject(Subject.Kind.ACTION, UUID.randomUUID(), DIGEST),
            "{}",
            SHOWN,
            Set.of("ada"),
            NOW,
            NOW.plusSeconds(60));
    narrow.addSeat("data-owners", List.of("bob", "carol"));
    narrow.addSeat("security", List.of("carol"));
    Decision decision = Decisions.by(narrow.id(), DIGEST, SHOWN, "directory:carol").build();
    Judgement judgement = judge.judge(narrow, decision, NOW);
    assertThat(((Judgement.Fills) judgement).seat().group()).isEqualTo("security");
  }

  @Test
  void judge_atTheDeadline_isExpiredAndJustBeforeItIsNot() {
    Decision decision = approval("bob").build();
    assertThat(reason(judge.judge(round, decision, round.deadline())))
        .isEqualTo(Reason.ROUND_EXPIRED);
    assertThat(judge.judge(round, decision, round.deadline().minusNanos(1)))
        .isInstanceOf(Judgement.Fills.class);
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void judge_roundThatHasEnded_isClosedToEveryone(Verdict verdict) {
    round.end(new Ending(verdict, NOW, Optional.empty(), Optional.empty()));
    assertThat(refusal(approval("bob"))).isEqualTo(Reason.ROUND_CLOSED);
    assertThat(refusal(approval("nobody"))).isEqualTo(Reason.ROUND_CLOSED);
  }

  @Test
  void judge_memberOfTheGroupThatASeatEscalatedTo_fillsIt() {
    people.person("boss", "directors");
    assertThat(refusal(approval("boss"))).isEqualTo(Reason.NOT_ELIGIBLE);
    seat(0).escalateTo("directors", List.of("boss"));
    assertThat(judge(approval("boss"))).isInstanceOf(Judgement.Fills.class);
    people.leave("boss", "directors");
    assertThat(refusal(approval("boss"))).isEqualTo(Reason.NOT_ELIGIBLE);
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void judge_policyWantsMoreAssuranceThanAChat_refusesApprovalsOfChatsAlone(Channel channel) {
    RoundEntity strict = asking("console");
    Decisions bob = Decisions.by(strict.id(), DIGEST, SHOWN, "directory:bob");
    Decision approval = through(channel, bob.build());
    Decision denial = through(channel, bob.denying("No").build());
    assertThat(judge.judge(strict, denial, NOW)).isInstanceOf(Judgement.Fills.class);
    if (channel.isChat()) {
      assertThat(judge.judge(strict, approval, NOW))
          .isInstanceOfSatisfying(
              Judgement.Rejects.class,
              no -> assertThat(no.refused().reason()).isEqualTo(Reason.MORE_ASSURANCE));
    } else {
      assertThat(judge.judge(strict, approval, NOW)).isInstanceOf(Judgement.Fills.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT-299S, true",
    "PT0S, true",
    "PT30S, true",
    "PT-300S, false",
    "PT-9H, false",
    "PT31S, false",
    ", false"
  })
  void judge_policyWantsAFreshSignIn_countsApprovalsAfterOneAlone(
      @Nullable Duration signedIn, boolean counts) {
    RoundEntity strict = asking("fresh");
    Decisions bob = Decisions.by(strict.id(), DIGEST, SHOWN, "directory:bob");
    Optional<Instant> at = Optional.ofNullable(signedIn).map(NOW::plus);
    assertThat(judge.judge(strict, signedIn(at, bob.build()), NOW) instanceof Judgement.Fills)
        .isEqualTo(counts);
    assertThat(judge.judge(strict, signedIn(at, bob.denying("No").build()), NOW))
        .as("a denial never waits")
        .isInstanceOf(Judgement.Fills.class);
  }

  /** Whoever may not decide anyway is not sent to sign in again. */
  @Test
  void judge_policyWantsAFreshSignIn_tellsOthersFirstThatTheyMayNot() {
    RoundEntity strict = asking("retina scan");
    Decisions ada = Decisions.by(strict.id(), DIGEST, SHOWN, "directory:ada");
    Decisions bob = Decisions.by(strict.id(), DIGEST, SHOWN, "directory:bob");
    assertThat(reason(judge.judge(strict, ada.build(), NOW))).isEqualTo(Reason.AUTHOR);
    assertThat(reason(judge.judge(strict, bob.build(), NOW))).isEqualTo(Reason.OLD_SIGN_IN);
  }

  private static RoundEntity asking(String assurance) {
    RoundEntity strict =
        new RoundEntity(
            UUID.randomUUID(),
            new Subject(Subject.Kind.ACTION, UUID.randomUUID(), DIGEST),
            "{\"policy\":{\"assurance\":\"" + assurance + "\"}}",
            SHOWN,
            Set.of("ada"),
            NOW.minusSeconds(60),
            NOW.plus(Duration.ofHours(4)));
    strict.addSeat("data-owners", List.of("bob"));
    return strict;
  }

  private static Decision signedIn(Optional<Instant> at, Decision decision) {
    return new Decision(
        decision.roundId(),
        decision.revision(),
        decision.seatId(),
        decision.who(),
        decision.choice(),
        decision.comment(),
        decision.subjectDigest(),
        decision.shownDigest(),
        Channel.CONSOLE,
        at);
  }

  private static Decision through(Channel channel, Decision decision) {
    return new Decision(
        decision.roundId(),
        decision.seatId(),
        decision.who(),
        decision.choice(),
        decision.comment(),
        decision.subjectDigest(),
        decision.shownDigest(),
        channel);
  }

  @Test
  void objection_toWhoeverMayDecide_isNone() {
    assertThat(
            judge.objection(
                round,
                Optional.of(seat(0).id()),
                LinkedIdentity.directory("bob"),
                Optional.empty(),
                NOW))
        .isEmpty();
    assertThat(seat(0).vote()).isEmpty();
  }

  @Test
  void objection_toAnAuthor_isWhatTheirDecisionWouldGet() {
    LinkedIdentity ada = LinkedIdentity.tasklist("ada.t");
    assertThat(judge.objection(round, Optional.of(seat(0).id()), ada, Optional.empty(), NOW))
        .hasValueSatisfying(refused -> assertThat(refused.reason()).isEqualTo(Reason.AUTHOR));
  }

  @Test
  void refusal_messages_nameThePersonAndSayWhatToDo() {
    Judgement author = judge(approval("ada"));
    assertThat(((Judgement.Rejects) author).refused().message())
        .contains("Dr ada", "Someone else has to decide");
    Judgement stranger = judge(approval("mallory"));
    assertThat(((Judgement.Rejects) stranger).refused().message())
        .contains("Dr mallory", "'data-owners'", "'security'");
  }

  private SeatEntity seat(int index) {
    return round.seats().get(index);
  }

  private void fill(int index, String person) {
    Decision decision = approval(person).build();
    seat(index)
        .fill(
            new VoteEntity(seat(index), person, Optional.empty(), decision, Optional.empty(), NOW));
  }

  private Decisions approval(String person) {
    return as("directory:" + person);
  }

  private Decisions denial(String person, String why) {
    return approval(person).denying(why);
  }

  private Decisions as(String identity) {
    return Decisions.by(round.id(), DIGEST, SHOWN, identity);
  }

  private Judgement judge(Decisions decision) {
    return judge.judge(round, decision.build(), NOW);
  }

  private Reason refusal(Decisions decision) {
    return reason(judge(decision));
  }

  private static Reason reason(Judgement judgement) {
    assertThat(judgement).isInstanceOf(Judgement.Rejects.class);
    return ((Judgement.Rejects) judgement).refused().reason();
  }
}
