package io.countersign.grants.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.grants.Redemption;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.review.RoundSettled;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
import io.countersign.testing.Ticking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoredGrantDeskTest {

  private static final UUID ROUND = UUID.randomUUID();
  private static final Ruling.Basis BASIS =
      new Ruling.Basis("action-policy", 3, 7, List.of(), List.of(), List.of());

  private final Ticking clock = new Ticking();
  private final SealedAction action = Requests.anExport().sealed();
  private final List<Object> events = new ArrayList<>();
  private final List<GrantEntity> saved = new ArrayList<>();
  private Optional<Ruling> ruling = Optional.empty();
  private int changedRows;

  private final StoredGrantDesk desk =
      new StoredGrantDesk(
          Stub.of(GrantRepository.class)
              .on("existsById", args -> !saved.isEmpty())
              .on("findById", args -> saved.stream().findFirst())
              .on(
                  "save",
                  args -> {
                    saved.add((GrantEntity) args[0]);
                    return args[0];
                  })
              .on("redeem", args -> changedRows)
              .on("annul", args -> changedRows)
              .get(),
          Stub.of(Actions.class).on("get", args -> action).get(),
          Stub.of(Policy.class).on("ruling", args -> ruling).get(),
          events::add,
          clock);

  @Test
  void settled_approved_issuesOneGrantThatExpiresWithItsAction() {
    desk.onSettled(settled(Verdict.APPROVED, Subject.Kind.ACTION, action.digest()));
    desk.onSettled(settled(Verdict.APPROVED, Subject.Kind.ACTION, action.digest()));
    assertThat(saved)
        .singleElement()
        .satisfies(
            grant -> {
              assertThat(grant.getId()).isEqualTo(action.id());
              assertThat(grant.isNew()).isTrue();
              assertThat(grant.expiresAt()).isEqualTo(action.request().executeBefore());
              assertThat(grant.redeemedAt()).isEmpty();
            });
    assertThat(events).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(value = Verdict.class, names = "APPROVED", mode = EnumSource.Mode.EXCLUDE)
  void settled_otherwise_issuesNothing(Verdict verdict) {
    desk.onSettled(settled(verdict, Subject.Kind.ACTION, action.digest()));
    assertThat(saved).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Subject.Kind.class, names = "ACTION", mode = EnumSource.Mode.EXCLUDE)
  void settled_onSomethingElse_issuesNothing(Subject.Kind kind) {
    desk.onSettled(settled(Verdict.APPROVED, kind, action.digest()));
    assertThat(saved).isEmpty();
  }

  @Test
  void settled_onAnotherDigest_isRefused() {
    assertThatThrownBy(
            () ->
                desk.onSettled(
                    settled(Verdict.APPROVED, Subject.Kind.ACTION, Requests.digest("other"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another digest");
    assertThat(saved).isEmpty();
  }

  @Test
  void issuePermitted_withoutARulingThatPermits_isRefused() {
    assertThatThrownBy(() -> desk.issuePermitted(action)).hasMessageContaining("No ruling");
    ruling = Optional.of(new Ruling.Refused(BASIS));
    assertThatThrownBy(() -> desk.issuePermitted(action)).hasMessageContaining("does not permit");
    ruling = Optional.of(new Ruling.NeedsReview(List.of(), BASIS));
    assertThatThrownBy(() -> desk.issuePermitted(action)).hasMessageContaining("does not permit");
    assertThat(saved).isEmpty();
  }

  @Test
  void issuePermitted_byPolicy_issues() {
    ruling = Optional.of(new Ruling.Permitted(BASIS));
    desk.issuePermitted(action);
    assertThat(saved).hasSize(1);
  }

  @Test
  void redeem_whatTheDatabaseChanged_isRedeemedAndAnnounced() {
    changedRows = 1;
    assertThat(desk.redeem(action, UUID.randomUUID())).isInstanceOf(Redemption.Redeemed.class);
    assertThat(events).hasSize(1);
  }

  @Test
  void redeem_whatTheDatabaseDidNotChange_isRefusedWithTheCause() {
    assertThat(refusal()).contains("Nobody approved");
    desk.onSettled(settled(Verdict.APPROVED, Subject.Kind.ACTION, action.digest()));
    events.clear();
    assertThat(refusal()).contains("bound to another digest");
    clock.forward(Duration.between(clock.instant(), action.request().executeBefore()));
    assertThat(refusal()).contains("expired");
    assertThat(events).isEmpty();
    assertThat(desk.spentOn(action.id())).isEmpty();
  }

  @Test
  void annul_tellsWhetherThereWasSomethingToTake() {
    assertThat(desk.annul(action)).isFalse();
    changedRows = 1;
    assertThat(desk.annul(action)).isTrue();
  }

  private String refusal() {
    return ((Redemption.Refused) desk.redeem(action, UUID.randomUUID())).why();
  }

  private RoundSettled settled(Verdict verdict, Subject.Kind kind, String digest) {
    return new RoundSettled(ROUND, new Subject(kind, action.id(), digest), verdict);
  }
}
