package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.grants.GrantDesk;
import io.countersign.grants.Redemption;
import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.DecisionResult.Accepted;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.testing.AtOnce;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Ticking;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = ControlCoreIT.ControlCore.class, webEnvironment = WebEnvironment.NONE)
class ControlCoreIT {

  @Autowired private Actions actions;
  @Autowired private ReviewDesk desk;
  @Autowired private GrantDesk grants;
  @Autowired private JdbcClient jdbc;
  @Autowired private Ticking clock;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    SliceDatabase.register(registry);
  }

  @Test
  void decide_fiftyPeopleAtOnceOnOneSeat_exactlyOneWins() throws Exception {
    ReviewRound round = open(seal(), 1);
    List<DecisionResult> results = AtOnce.run(50, i -> () -> desk.decide(approval(round, i)));

    assertThat(results).filteredOn(Accepted.class::isInstance).hasSize(1);
    assertThat(results)
        .filteredOn(Refused.class::isInstance)
        .extracting(result -> ((Refused) result).reason())
        .containsOnly(DecisionResult.Reason.ROUND_CLOSED)
        .hasSize(49);
    assertThat(count("review_vote", "round_id", round.id())).isEqualTo(1);
    assertThat(count("review_refusal", "round_id", round.id())).isEqualTo(49);
    assertThat(count("action_grant", "action_id", round.subject().id())).isEqualTo(1);
  }

  @Test
  void decide_approvalsAndDenialsAtOnce_endInOneVerdictAndAGrantOnlyIfApproved() throws Exception {
    for (int i = 0; i < 5; i++) {
      ReviewRound round = open(seal(), 2);
      AtOnce.run(
          20, who -> () -> desk.decide(who % 2 == 0 ? approval(round, who) : denial(round, who)));

      ReviewRound after = desk.round(round.id()).orElseThrow();
      boolean approved = after.verdict().orElseThrow() == Verdict.APPROVED;
      assertThat(count("action_grant", "action_id", round.subject().id()))
          .isEqualTo(approved ? 1 : 0);
    }
  }

  @Test
  void decide_onePersonThroughManyChannelsAtOnce_fillsOneSeat() throws Exception {
    ReviewRound round = open(seal(), 3);
    List<DecisionResult> results = AtOnce.run(20, i -> () -> desk.decide(approval(round, 7)));
    assertThat(results).filteredOn(Accepted.class::isInstance).hasSize(1);
    assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
  }

  @Test
  void expire_againstAnApproval_leavesOneVerdict() throws Exception {
    ReviewRound round = open(seal(), 1);
    desk.decide(approval(round, 1));
    List<Optional<Verdict>> verdicts = AtOnce.run(10, i -> () -> desk.expire(round.id()));
    assertThat(verdicts).containsOnly(Optional.of(Verdict.APPROVED));
  }

  @Test
  void round_readBack_isWhatWasOpened() {
    ReviewRound round = open(seal(), 2);
    assertThat(desk.round(round.id())).contains(round);
    assertThat(desk.roundOn(Subject.Kind.ACTION, round.subject().id())).contains(round);
    assertThat(desk.open()).contains(round);
  }

  @Test
  void redeem_aHundredAtOnce_exactlyOneSucceeds() throws Exception {
    SealedAction action = approved();
    List<Redemption> results = AtOnce.run(100, i -> () -> grants.redeem(action, UUID.randomUUID()));

    assertThat(results).filteredOn(Redemption.Redeemed.class::isInstance).hasSize(1);
    assertThat(results)
        .filteredOn(Redemption.Refused.class::isInstance)
        .allMatch(result -> ((Redemption.Refused) result).why().contains("spent"));
    assertThat(grants.spentOn(action.id())).isPresent();
  }

  @Test
  void redeem_withoutAnApproval_isRefused() {
    SealedAction action = seal();
    assertThat(refusal(action)).contains("Nobody approved");
  }

  @Test
  void redeem_afterADenial_isRefused() {
    SealedAction action = seal();
    desk.decide(denial(open(action, 1), 1));
    assertThat(refusal(action)).contains("Nobody approved");
  }

  @Test
  void redeem_expiredGrant_isRefused() {
    SealedAction action = approved();
    clock.forward(Duration.between(clock.instant(), action.request().executeBefore()));
    assertThat(refusal(action)).contains("expired");
    assertThat(grants.spentOn(action.id())).isEmpty();
  }

  @Test
  void redeem_sameActionWithAnotherDigest_isRefused() {
    SealedAction action = approved();
    SealedAction other = aRequest().because("something else").sealed();
    SealedAction swapped =
        new SealedAction(action.id(), other.digest(), other.canonical(), other.request());
    assertThat(refusal(swapped)).contains("another digest");
    assertThat(grants.redeem(action, UUID.randomUUID())).isInstanceOf(Redemption.Redeemed.class);
  }

  @Test
  void issuePermitted_withoutARulingThatPermits_isRefused() {
    SealedAction action = seal();
    assertThatThrownBy(() -> grants.issuePermitted(action))
        .isInstanceOf(IllegalStateException.class);
    assertThat(refusal(action)).contains("Nobody approved");
  }

  @Test
  void seal_sameRequestAgain_isTheSameActionAndAnotherIsRefused() {
    SealedAction action = seal();
    assertThat(actions.seal(action.id(), action.request())).isEqualTo(action);
    assertThatThrownBy(() -> actions.seal(action.id(), aRequest().build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another content");
  }

  @Test
  void find_storedActionThatWasChanged_isRefused() {
    SealedAction action = seal();
    String alter =
        "update countersign.sealed_action set canonical = '%s' where id = '%s'"
            .formatted(action.canonical().replace("ada", "eve"), action.id());
    assertThatThrownBy(() -> jdbc.sql(alter).update())
        .rootCause()
        .hasMessageContaining("kept as they are");
    jdbc.sql("alter table countersign.sealed_action disable trigger user").update();
    jdbc.sql(alter).update();
    jdbc.sql("alter table countersign.sealed_action enable trigger user").update();
    assertThatThrownBy(() -> actions.find(action.id()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not what its digest says");
  }

  @Test
  void database_secondVoteOfOnePersonInARound_isRefusedByItself() {
    ReviewRound round = open(seal(), 2);
    desk.decide(approval(round, 1));
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        insert into countersign.review_vote
                        select gen_random_uuid(), ?, round_id, person, choice, comment, channel,
                          identity, subject_digest, shown_digest, cast_at
                        from countersign.review_vote where round_id = ?
                        """)
                    .params(round.seats().get(1).id(), round.id())
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  private Requests aRequest() {
    return Requests.anExport()
        .because("test " + UUID.randomUUID())
        .before(clock.instant().plus(Duration.ofHours(1)));
  }

  private SealedAction seal() {
    return actions.seal(UUID.randomUUID(), aRequest().build());
  }

  private SealedAction approved() {
    SealedAction action = seal();
    desk.decide(approval(open(action, 1), 1));
    return action;
  }

  private ReviewRound open(SealedAction action, int people) {
    Opening opening =
        new Opening(
            new Subject(Subject.Kind.ACTION, action.id(), action.digest()),
            List.of(new Requirement("data-owners", people)),
            Set.of("ada"),
            Map.of("title", "Export"));
    return ((Opened) desk.open(opening)).round();
  }

  private static Decision approval(ReviewRound round, int owner) {
    return decision(round, owner, Choice.APPROVE, Optional.empty());
  }

  private static Decision denial(ReviewRound round, int owner) {
    return decision(round, owner, Choice.DENY, Optional.of("no"));
  }

  private static Decision decision(
      ReviewRound round, int owner, Choice choice, Optional<String> comment) {
    return new Decision(
        round.id(),
        Optional.empty(),
        LinkedIdentity.directory("owner-" + owner),
        Optional.of(choice),
        comment,
        round.subject().digest(),
        round.shownDigest(),
        Channel.API);
  }

  private String refusal(SealedAction action) {
    Redemption redemption = grants.redeem(action, UUID.randomUUID());
    assertThat(redemption).isInstanceOf(Redemption.Refused.class);
    return ((Redemption.Refused) redemption).why();
  }

  private long count(String table, String column, UUID id) {
    return Objects.requireNonNull(
        jdbc.sql("select count(*) from countersign." + table + " where " + column + " = ?")
            .param(id)
            .query(Long.class)
            .single());
  }

  /** Actions, policy, review and grants over a real database; no engine, no web. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @ComponentScan({
    "io.countersign.actions",
    "io.countersign.policy",
    "io.countersign.review",
    "io.countersign.grants"
  })
  @ConfigurationPropertiesScan({"io.countersign.policy", "io.countersign.review"})
  static class ControlCore {

    @Bean
    Ticking clock() {
      return new Ticking();
    }

    /** Sixty owners of data, so that a crowd can decide at once; ada authors everything. */
    @Bean
    People people() {
      People people = new People().person("ada", "data-owners");
      for (int i = 0; i < 60; i++) {
        people.person("owner-" + i, "data-owners");
      }
      return people;
    }

    @Bean
    DecisionTables tables() {
      return (decision, inputs) -> {
        throw new AssertionError("No test here asks the engine.");
      };
    }
  }
}
