package io.countersign.review.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Attempt;
import io.countersign.review.Channel;
import io.countersign.review.DecisionResult;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.Ending;
import io.countersign.review.EndingResult;
import io.countersign.review.EndingResult.Ended;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.RoundSettled;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may end a round without deciding it, and that only one thing ends it. */
class RoundEndingTest {

  private static final String DIGEST = Requests.digest("action");
  private static final String NEWER = Requests.digest("narrower action");

  private final People people =
      new People()
          .person("ada", "data-owners")
          .person("olivia", "data-owners")
          .person("bob", "data-owners")
          .person("carol", "security")
          .person("dan", "data-owners")
          .agent("release-bot", "olivia")
          .agent("other-bot", "ada");
  private final InMemoryDesk memory = new InMemoryDesk(people, Map.of());
  private final ReviewDesk desk = memory.desk();

  /** Asked for by release-bot, which olivia owns, on behalf of ada. */
  private final ReviewRound round =
      ((Opened)
              desk.open(
                  new Opening(
                      new Subject(Subject.Kind.ACTION, UUID.randomUUID(), DIGEST),
                      List.of(new Requirement("data-owners", 1), new Requirement("security", 1)),
                      Set.of("release-bot", "olivia", "ada"),
                      Map.of("title", "Export"))))
          .round();

  @ParameterizedTest
  @CsvSource({
    "directory:ada, ada",
    "tasklist:ada.t, ada",
    "email:olivia@example.org, olivia",
    "directory:release-bot, release-bot"
  })
  void withdraw_byAnAuthorOrTheAgentThatAsked_endsTheRound(String identity, String author) {
    assertThat(withdraw(identity)).isEqualTo(new Ended(Verdict.WITHDRAWN));
    assertThat(after().ending())
        .contains(
            new Ending(Verdict.WITHDRAWN, Requests.NOW, Optional.of(author), Optional.empty()));
    assertThat(memory.events())
        .containsExactly(new RoundSettled(round.id(), round.subject(), Verdict.WITHDRAWN));
  }

  @ParameterizedTest
  @CsvSource({
    "directory:bob, NOT_AN_AUTHOR",
    "directory:other-bot, NOT_AN_AUTHOR",
    "directory:nobody, UNKNOWN_IDENTITY",
    "tasklist:ada, UNKNOWN_IDENTITY"
  })
  void withdraw_byAnyoneElse_isRefusedAndRecorded(String identity, Reason reason) {
    assertThat(reason(withdraw(identity))).isEqualTo(reason);
    assertThat(after().verdict()).isEmpty();
    assertThat(memory.events()).isEmpty();
    assertThat(desk.refusals(round.id()))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.attempt()).isEqualTo(Attempt.WITHDRAW);
              assertThat(refusal.reason()).isEqualTo(reason);
              assertThat(refusal.identity()).isEqualTo(identity);
              assertThat(refusal.channel()).isEqualTo(Channel.CLI);
              assertThat(refusal.choice()).isEmpty();
            });
  }

  @Test
  void withdraw_byAnAuthorWhoIsDisabledNow_isRefused() {
    people.disable("ada");
    assertThat(reason(withdraw("directory:ada"))).isEqualTo(Reason.DISABLED);
  }

  @Test
  void withdraw_roundThatExpired_isRefusedEvenBeforeTheEngineNoticed() {
    memory.clock().forward(Duration.ofHours(4));
    assertThat(reason(withdraw("directory:ada"))).isEqualTo(Reason.ROUND_EXPIRED);
    assertThat(desk.expire(round.id())).contains(Verdict.EXPIRED);
    assertThat(reason(withdraw("directory:ada"))).isEqualTo(Reason.ROUND_CLOSED);
  }

  @Test
  void withdraw_unknownRound_isRefused() {
    assertThat(reason(desk.withdraw(UUID.randomUUID(), identity("directory:ada"), Channel.API)))
        .isEqualTo(Reason.UNKNOWN_ROUND);
  }

  @Test
  void anythingAfterAWithdrawal_isRefusedAndChangesNothing() {
    withdraw("directory:ada");
    assertThat(reason(withdraw("directory:ada"))).isEqualTo(Reason.ROUND_CLOSED);
    assertThat(reason(desk.supersede(round.id(), NEWER))).isEqualTo(Reason.ROUND_CLOSED);
    assertThat(decide("bob")).isInstanceOf(Refused.class);
    assertThat(mayChange("directory:bob")).contains(Reason.ROUND_CLOSED);
    assertThat(desk.expire(round.id())).contains(Verdict.WITHDRAWN);
    assertThat(memory.events()).hasSize(1);
  }

  @Test
  void supersede_namesWhatTookItsPlace() {
    assertThat(desk.supersede(round.id(), NEWER)).isEqualTo(new Ended(Verdict.SUPERSEDED));
    assertThat(after().ending().flatMap(Ending::supersededBy)).contains(NEWER);
    assertThat(decide("bob")).isInstanceOf(Refused.class);
    assertThat(reason(desk.supersede(round.id(), NEWER))).isEqualTo(Reason.ROUND_CLOSED);
    assertThat(memory.events())
        .containsExactly(new RoundSettled(round.id(), round.subject(), Verdict.SUPERSEDED));
  }

  @Test
  void supersede_unknownOrEndedRound_isRefused() {
    assertThat(reason(desk.supersede(UUID.randomUUID(), NEWER))).isEqualTo(Reason.UNKNOWN_ROUND);
    memory.clock().forward(Duration.ofHours(4));
    desk.expire(round.id());
    assertThat(reason(desk.supersede(round.id(), NEWER))).isEqualTo(Reason.ROUND_CLOSED);
  }

  @Test
  void supersede_deadlinePassedSinceTheModifierWasJudged_supersedes() {
    assertThat(mayChange("directory:bob")).isEmpty();
    memory.clock().forward(Duration.ofHours(4));
    assertThat(mayChange("directory:bob")).contains(Reason.ROUND_EXPIRED);
    assertThat(desk.supersede(round.id(), NEWER)).isEqualTo(new Ended(Verdict.SUPERSEDED));
    assertThat(desk.expire(round.id())).contains(Verdict.SUPERSEDED);
  }

  @Test
  void supersede_byItself_isABugOfTheCaller() {
    assertThatThrownBy(() -> desk.supersede(round.id(), DIGEST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(after().verdict()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"directory:bob", "tasklist:carol.t"})
  void mayChange_whoeverMayFillAnOpenSeat_may(String identity) {
    assertThat(mayChange(identity)).isEmpty();
    assertThat(memory.refusalCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "directory:ada, AUTHOR",
    "directory:olivia, AUTHOR",
    "directory:release-bot, AGENT",
    "directory:other-bot, AGENT",
    "directory:nobody, UNKNOWN_IDENTITY"
  })
  void mayChange_authorsAgentsAndStrangers_mayNotAndItIsRecorded(String identity, Reason reason) {
    assertThat(mayChange(identity)).contains(reason);
    assertThat(desk.refusals(round.id()))
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.attempt()).isEqualTo(Attempt.CHANGE));
  }

  @Test
  void mayChange_whoeverHasVotedOrWhoseSeatIsTaken_mayNot() {
    assertThat(decide("bob")).isInstanceOf(DecisionResult.Accepted.class);
    assertThat(mayChange("directory:bob")).contains(Reason.ALREADY_VOTED);
    assertThat(mayChange("directory:dan")).contains(Reason.SEAT_TAKEN);
    assertThat(mayChange("directory:carol")).isEmpty();
  }

  private ReviewRound after() {
    return desk.round(round.id()).orElseThrow();
  }

  private EndingResult withdraw(String identity) {
    return desk.withdraw(round.id(), identity(identity), Channel.CLI);
  }

  private Optional<Reason> mayChange(String identity) {
    return desk.mayChange(round.id(), identity(identity), Channel.API).map(Refused::reason);
  }

  private DecisionResult decide(String person) {
    return desk.decide(
        Decisions.by(round.id(), DIGEST, round.shownDigest(), "directory:" + person).build());
  }

  private static LinkedIdentity identity(String text) {
    int colon = text.indexOf(':');
    return new LinkedIdentity(text.substring(0, colon), text.substring(colon + 1));
  }

  private static Reason reason(EndingResult result) {
    assertThat(result).isInstanceOf(Refused.class);
    return ((Refused) result).reason();
  }
}
