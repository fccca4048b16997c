package io.countersign.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.actions.SealedAction;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import io.countersign.record.ErasureResult;
import io.countersign.record.Erasures;
import io.countersign.record.Findings;
import io.countersign.review.Choice;
import io.countersign.review.ReviewRound;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Payloads that are taken out of the database while every proof still verifies. */
@TestPropertySource(properties = "countersign.ledger.erasers=data-owners")
class ErasureIT extends LedgerSlice {

  private static final String WORDS = "Looks right to me";

  @Autowired private Erasures erasures;
  @Autowired private Findings findings;
  @Autowired private Heads heads;

  private SealedAction ended() {
    SealedAction action = seal();
    decide(open(action), "grace", Choice.DENY);
    end(action);
    return action;
  }

  private void end(SealedAction action) {
    jdbc.sql(
            "insert into action_outcome (action_id, outcome, recorded_at) values (?, 'refused', ?)")
        .params(action.id(), clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    awaitPublished();
  }

  private ErasureResult erase(SealedAction action, String by) {
    return erasures.erase(action.id(), Set.of(), "gdpr-17", "Request 4711", by);
  }

  @Test
  void erase_anEndedAction_leavesNoWordAndEveryProof() throws Exception {
    SealedAction action = ended();
    String said = action.request().reason();
    List<Entry> before = logOf(action.id());

    ErasureResult.Erased erased = (ErasureResult.Erased) erase(action, "grace");
    awaitPublished();

    assertThat(erased.texts()).isEqualTo(3);
    assertThat(dump()).doesNotContain(said);
    assertThat(
            jdbc.sql("select shown from review_round where subject_id = ?")
                .param(action.id())
                .query(String.class)
                .list())
        .containsOnly("{\"erased\":true}");
    assertThat(comments(action)).containsOnly("[erased]");
    List<Entry> after = logOf(action.id());
    assertThat(after.subList(0, before.size())).isEqualTo(before);
    Entry entry = after.getLast();
    assertThat(entry.kind()).isEqualTo("payload.erased");
    assertThat(entry.classes()).containsEntry("rule", "gdpr-17");
    assertThat(entry.counts()).containsEntry("texts", 3L);
    assertThat(entry.commitments()).containsOnlyKeys("reason");
    assertThat(entry.subjects()).anyMatch(subject -> subject.type().equals("by"));
    assertThat(
            new LogVerifier(TrustPolicy.of(heads.current().orElseThrow().verifier()))
                .verify(place.directory()))
        .isInstanceOf(Verdict.Sound.class);
    assertThat(problems(action)).isEmpty();

    SealedAction shown = actions.recall(action.id());
    assertThat(shown.request().reason()).isEqualTo("[erased]");
    assertThat(shown.digest()).isEqualTo(action.digest());
    assertThat(shown.request().requestedBy()).isEqualTo(action.request().requestedBy());
    assertThatThrownBy(() -> actions.get(action.id())).isInstanceOf(IllegalStateException.class);
    assertThat(((ErasureResult.Refused) erase(action, "grace")).why()).contains("erased already");
  }

  private String dump() {
    StringBuilder text = new StringBuilder();
    for (String table :
        List.of("sealed_action", "review_round", "review_vote", "ledger_intent", "erasure")) {
      jdbc.sql("select to_jsonb(t)::text from " + table + " t")
          .query(String.class)
          .list()
          .forEach(text::append);
    }
    return text.toString();
  }

  private List<String> comments(SealedAction action) {
    return jdbc.sql(
            """
            select comment from review_vote v join review_round r on r.id = v.round_id
            where r.subject_id = ?
            """)
        .param(action.id())
        .query(String.class)
        .list();
  }

  private List<String> problems(SealedAction action) {
    findings.compareNow();
    return findings.list(true).stream()
        .filter(finding -> finding.actionId().equals(Optional.of(action.id())))
        .map(finding -> finding.sentence())
        .toList();
  }

  @Test
  void erase_byAStrangerOrTooEarlyOrWrongly_changesNothing() {
    SealedAction action = seal();
    ReviewRound round = open(action);
    awaitPublished();
    assertThat(((ErasureResult.Forbidden) erase(action, "eve")).why()).contains("data-owners");
    assertThat(((ErasureResult.Refused) erase(action, "grace")).why()).contains("has not ended");
    decide(round, "grace", Choice.DENY);
    end(action);
    assertThat(erasures.erase(UUID.randomUUID(), Set.of(), "gdpr-17", "why", "grace"))
        .isInstanceOf(ErasureResult.Unknown.class);
    for (ErasureResult result :
        List.of(
            erasures.erase(action.id(), Set.of(), "GDPR 17", "why", "grace"),
            erasures.erase(action.id(), Set.of(), "gdpr-17", " ", "grace"),
            erasures.erase(action.id(), Set.of("nowhere"), "gdpr-17", "why", "grace"))) {
      assertThat(result).isInstanceOf(ErasureResult.Refused.class);
    }
    assertThat(comments(action)).containsOnly(WORDS);
    assertThat(actions.get(action.id())).isEqualTo(action);
  }

  @Test
  void rows_withoutAnErasureOrBeyondIt_refuseToChange() {
    SealedAction action = ended();
    SealedAction erased = ended();
    erase(erased, "grace");
    for (SealedAction either : List.of(action, erased)) {
      for (String change :
          List.of(
              "update sealed_action set canonical = replace(canonical, 'ada', 'eve') where id ="
                  + " '%s'",
              "update sealed_action set digest = digest || 'x' where id = '%s'",
              "update review_round set shown = '{}' where subject_id = '%s'",
              "update review_vote set comment = 'never said' where round_id in (select id from"
                  + " review_round where subject_id = '%s')",
              "update review_vote set person = 'eve', comment = '[erased]' where round_id in"
                  + " (select id from review_round where subject_id = '%s')",
              "delete from erasure where action_id = '%s' or true",
              "delete from sealed_action where id = '%s'")) {
        assertThatThrownBy(() -> jdbc.sql(change.formatted(either.id())).update())
            .as(change)
            .rootCause()
            .hasMessageContaining("kept as");
      }
    }
    jdbc.sql("select erase_payload(?)").param(action.id()).query(Integer.class).single();
    assertThat(comments(action)).containsOnly(WORDS);
    assertThat(actions.get(action.id())).isEqualTo(action);
  }

  @Test
  void erasure_writtenPastTheApplication_isFound() {
    SealedAction action = ended();
    jdbc.sql(
            """
            insert into erasure (id, action_id, erased_by, rule, reason, parameters, remaining,
              texts, erased_at)
            select ?, id, 'eve', 'none', 'none', '{}', 'sha256:'
              || encode(sha256(convert_to(without_payload(canonical, '{}'), 'UTF8')), 'hex'), 1, now()
            from sealed_action where id = ?
            """)
        .params(UUID.randomUUID(), action.id())
        .update();
    jdbc.sql("select erase_payload(?)").param(action.id()).query(Integer.class).single();
    await()
        .untilAsserted(
            () -> assertThat(problems(action)).anyMatch(s -> s.contains("payload.erased")));
  }
}
