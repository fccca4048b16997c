package io.countersign.review.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.LinkedIdentity;
import io.countersign.review.Delegation;
import io.countersign.review.DelegationEnded;
import io.countersign.review.DelegationMade;
import io.countersign.review.DelegationResult;
import io.countersign.review.DelegationResult.Done;
import io.countersign.review.DelegationResult.Reason;
import io.countersign.review.DelegationResult.Refused;
import io.countersign.review.Delegations;
import io.countersign.review.Delegations.Wish;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may let whom decide in their place, for how long, and who may end it. */
class StoredDelegationsTest {

  private static final Instant NOW = Requests.NOW;
  private static final Instant LATER = NOW.plus(Duration.ofDays(1));

  private final People people =
      new People()
          .person("bob", "owners")
          .person("sam", "marketing")
          .person("gone", "owners")
          .agent("bot", "sam")
          .disable("gone");
  private final InMemoryDesk memory = new InMemoryDesk(people, Map.of());
  private final Delegations delegations = memory.delegations();

  @Test
  void delegate_toAnotherPerson_isMadeAndAnnounced() {
    Delegation made = made("tasklist:bob.t", wish("sam"));
    assertThat(made.delegator()).isEqualTo("bob");
    assertThat(made.delegate()).isEqualTo("sam");
    assertThat(made.startsAt()).isEqualTo(NOW);
    assertThat(made.endsAt()).isEqualTo(LATER);
    assertThat(memory.events()).containsExactly(new DelegationMade(made));
    assertThat(delegations.of("bob")).containsExactly(made);
    assertThat(delegations.standingInFor("sam", NOW)).containsExactly(made);
    assertThat(delegations.standingInFor("sam", LATER.minusNanos(1))).containsExactly(made);
    assertThat(delegations.standingInFor("sam", LATER)).isEmpty();
    assertThat(delegations.standingInFor("bob", NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "directory:bob, bob, ONESELF",
    "directory:bob, bot, AGENT",
    "directory:bob, nobody, UNKNOWN_IDENTITY",
    "directory:bob, bob.t, UNKNOWN_IDENTITY",
    "directory:bob, gone, DISABLED",
    "directory:gone, sam, DISABLED",
    "directory:bot, sam, AGENT",
    "tasklist:bob, sam, UNKNOWN_IDENTITY"
  })
  void delegate_byOrToWhoeverMayNot_isRefused(String who, String delegate, Reason reason) {
    assertThat(reason(delegations.delegate(identity(who), wish(delegate)))).isEqualTo(reason);
    assertThat(delegations.of("bob")).isEmpty();
    assertThat(memory.events()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 10, UNFIT_TIMES",
    "10, 10, UNFIT_TIMES",
    "10, 5, UNFIT_TIMES",
    "0, 2592001, TOO_LONG",
    "100, 2592101, TOO_LONG"
  })
  void delegate_atUnfitTimes_isRefused(int from, int until, Reason reason) {
    assertThat(reason(delegations.delegate(identity("directory:bob"), window(from, until))))
        .isEqualTo(reason);
    assertThat(delegations.of("bob")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2592000", "3600, 2595600"})
  void delegate_atFitTimes_isMade(int from, int until) {
    Delegation made = made("directory:bob", window(from, until));
    assertThat(made.inForceAt(NOW.plusSeconds(from))).isTrue();
    assertThat(made.inForceAt(NOW.plusSeconds(from).minusNanos(1))).isFalse();
    assertThat(made.inForceAt(NOW.plusSeconds(until))).isFalse();
  }

  @Test
  void delegate_forAGroupOfSomeoneElses_isRefused() {
    Wish wish = new Wish("sam", Optional.of("marketing"), Optional.empty(), LATER);
    assertThat(reason(delegations.delegate(identity("directory:bob"), wish)))
        .isEqualTo(Reason.NOT_A_MEMBER);
  }

  @Test
  void end_byTheDelegator_endsItAtOnceAndOnce() {
    Delegation made = made("directory:bob", wish("sam"));
    memory.clock().forward(Duration.ofMinutes(1));
    Instant now = memory.clock().instant();
    Delegation ended =
        ((Done) delegations.end(made.id(), identity("email:bob@example.org"))).delegation();
    assertThat(ended.endedAt()).contains(now);
    assertThat(ended.inForceAt(now)).isFalse();
    assertThat(delegations.standingInFor("sam", now)).isEmpty();
    assertThat(memory.events()).endsWith(new DelegationEnded(ended));
    assertThat(reason(delegations.end(made.id(), identity("directory:bob"))))
        .isEqualTo(Reason.ALREADY_OVER);
  }

  @Test
  void end_byAnyoneElse_isRefused() {
    Delegation made = made("directory:bob", wish("sam"));
    assertThat(reason(delegations.end(made.id(), identity("directory:sam"))))
        .isEqualTo(Reason.NOT_YOURS);
    assertThat(reason(delegations.end(made.id(), identity("directory:bot"))))
        .isEqualTo(Reason.AGENT);
    assertThat(reason(delegations.end(UUID.randomUUID(), identity("directory:bob"))))
        .isEqualTo(Reason.UNKNOWN_DELEGATION);
    assertThat(delegations.standingInFor("sam", NOW)).containsExactly(made);
  }

  @Test
  void end_afterItsTime_isOverAlready() {
    Delegation made = made("directory:bob", wish("sam"));
    memory.clock().forward(Duration.ofDays(1));
    assertThat(reason(delegations.end(made.id(), identity("directory:bob"))))
        .isEqualTo(Reason.ALREADY_OVER);
  }

  private static Wish wish(String delegate) {
    return new Wish(delegate, Optional.empty(), Optional.empty(), LATER);
  }

  private static Wish window(int from, int until) {
    return new Wish(
        "sam", Optional.empty(), Optional.of(NOW.plusSeconds(from)), NOW.plusSeconds(until));
  }

  private Delegation made(String who, Wish wish) {
    return ((Done) delegations.delegate(identity(who), wish)).delegation();
  }

  private static LinkedIdentity identity(String text) {
    int colon = text.indexOf(':');
    return new LinkedIdentity(text.substring(0, colon), text.substring(colon + 1));
  }

  private static Reason reason(DelegationResult result) {
    assertThat(result).isInstanceOf(Refused.class);
    return ((Refused) result).reason();
  }
}
