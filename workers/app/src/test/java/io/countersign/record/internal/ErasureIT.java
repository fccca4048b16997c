package io.countersign.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.actions.Payloads;
import io.countersign.actions.SealedAction;
import io.countersign.identity.LinkedIdentity;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import io.countersign.record.ErasureResult;
import io.countersign.record.Erasures;
import io.countersign.record.Findings;
import io.countersign.review.Choice;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.testing.DatabaseScan;
import io.countersign.testing.Requests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
  @Autowired private Payloads payloads;
  @Autowired private OldWords oldWords;

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
    List<Entry> before = logOf(action.id());

    ErasureResult.Erased erased = (ErasureResult.Erased) erase(action, "grace");
    awaitPublished();

    assertThat(erased.texts()).isEqualTo(3);
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

  @Test
  void words_beforeAndAfterAnErasure_standNowhereInADump() {
    String mark = UUID.randomUUID().toString();
    SealedAction action =
        actions.seal(
            UUID.randomUUID(),
            Requests.anExport()
                .by("ada")
                .because("because of " + mark)
                .saying("note", "parameter " + mark)
                .before(clock.instant().plus(Duration.ofHours(1)))
                .build());
    ReviewRound round = open(action, Map.of("title", "shown " + mark));
    desk.comment(round.id(), LinkedIdentity.directory("ada"), "comment " + mark);
    decide(round, "grace", Choice.DENY, "vote " + mark);
    List<String> words =
        List.of(
            "because of " + mark,
            "parameter " + mark,
            "shown " + mark,
            "comment " + mark,
            "vote " + mark);
    end(action);
    failed(action, payloads.seal(action.id(), "fault", "no such note: " + words.get(1)));
    assertThat(DatabaseScan.of(jdbc).tablesWith(words.toArray(String[]::new))).isEmpty();
    answered(action, "{\"id\":\"" + action.id() + "\",\"reason\":\"" + words.get(0) + "\"}");
    assertThat(DatabaseScan.of(jdbc).tablesWith(words.toArray(String[]::new)))
        .as("an answer that the version before kept")
        .containsExactly("countersign.idempotent_request");
    assertThat(actions.get(action.id()).canonical()).contains(words.get(0), words.get(1));
    ReviewRound shown = desk.roundOn(Subject.Kind.ACTION, action.id()).orElseThrow();
    assertThat(shown.toString()).contains(words.get(2), words.get(4));
    assertThat(desk.comments(round.id()).toString()).contains(words.get(3));
    List<Map<String, Object>> backup =
        jdbc.sql("select * from review_vote where round_id = ?")
            .param(round.id())
            .query()
            .listOfRows();

    erasures.erase(action.id(), Set.of("note"), "gdpr-17", "Request 4711", "grace");

    assertThat(DatabaseScan.of(jdbc).tablesWith(words.toArray(String[]::new))).isEmpty();
    assertThat(payloads.open((String) backup.getFirst().get("comment")))
        .as("a copy from before")
        .isEmpty();
    assertThat(actions.recall(action.id()).request().parameters())
        .containsEntry("note", "[erased]");
    assertThat(desk.roundOn(Subject.Kind.ACTION, action.id()).orElseThrow().shown())
        .isEqualTo(Map.of("erased", true));
    awaitPublished();
    assertThat(problems(action)).isEmpty();
  }

  private void failed(SealedAction action, String fault) {
    UUID id = UUID.randomUUID();
    jdbc.sql("insert into before_ledger (id) values (?)").param(id).update();
    jdbc.sql(
            """
            insert into execution (id, action_id, state, attempts, started_at, ended_at, fault_code,
              fault_message)
            values (?, ?, 'FAILED', 1, now(), now(), 'Refused', ?)
            """)
        .params(id, action.id(), fault)
        .update();
  }

  private void answered(SealedAction action, String body) {
    jdbc.sql(
            """
            insert into idempotent_request (caller, idempotency_key, request_digest, started_at,
              expires_at, status, content_type, body)
            values ('ada', ?, 'sha256:00', now(), now(), 202, 'application/json', ?)
            """)
        .params(action.id().toString(), body.getBytes(StandardCharsets.UTF_8))
        .update();
  }

  @Test
  void words_storedInClearByAnEarlierVersion_areReadAndSealedOnce() {
    SealedAction action = ended();
    UUID round = desk.roundOn(Subject.Kind.ACTION, action.id()).orElseThrow().id();
    asOwner("sealed_action", "canonical", action.canonical(), "id", action.id());
    asOwner("sealed_action", "outline", null, "id", action.id());
    asOwner("review_round", "shown", "{\"title\":\"Export\"}", "id", round);
    asOwner("review_vote", "comment", WORDS, "round_id", round);
    String fault = "There is no lamp " + UUID.randomUUID();
    failed(action, fault);
    assertThat(actions.get(action.id())).isEqualTo(action);

    oldWords.settle();

    assertThat(DatabaseScan.of(jdbc).tablesWith(action.request().reason(), fault)).isEmpty();
    assertThat(comments(action)).allMatch(Payloads::isSealed);
    List<String> sealed = stored(action);
    assertThat(actions.get(action.id())).isEqualTo(action);
    assertThat(desk.roundOn(Subject.Kind.ACTION, action.id()).orElseThrow().toString())
        .contains("Export", WORDS);
    oldWords.settle();
    assertThat(stored(action)).isEqualTo(sealed);
    assertThat(problems(action)).isEmpty();
    erase(action, "grace");
    awaitPublished();
    assertThat(problems(action)).isEmpty();
  }

  private List<String> stored(SealedAction action) {
    return jdbc.sql("select canonical from sealed_action where id = ?")
        .param(action.id())
        .query(String.class)
        .list();
  }

  private void asOwner(String table, String column, @Nullable String words, String key, UUID id) {
    jdbc.sql("alter table " + table + " disable trigger user").update();
    int changed =
        jdbc.sql("update %s set %s = ? where %s = ?".formatted(table, column, key))
            .params(words, id)
            .update();
    jdbc.sql("alter table " + table + " enable trigger user").update();
    assertThat(changed).isEqualTo(1);
  }

  @Test
  void keyOfAnErasure_thatOutlivedACrash_isDestroyedLater() {
    SealedAction action = ended();
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into erasure (id, action_id, erased_by, rule, reason, parameters, remaining,
              texts, erased_at)
            values (?, ?, 'grace', 'gdpr-17', 'none', '{}', 'sha256:00', 1, now())
            """)
        .params(id, action.id())
        .update();
    assertThat(payloads.isDestroyed(action.id())).isFalse();
    oldWords.settle();
    assertThat(payloads.isDestroyed(action.id())).isTrue();
    assertThatThrownBy(() -> actions.get(action.id())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> actions.recall(action.id())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> payloads.seal(action.id(), "comment", "too late"))
        .hasMessageContaining("erased");
  }

  private void erasePast(SealedAction action) {
    jdbc.sql("select erase_payload(?, ?)")
        .params(action.id(), payloads.sealRemaining(action.id(), "canonical", "{}"))
        .query(Integer.class)
        .single();
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
    assertThat(comments(action)).extracting(payloads::show).containsOnly(WORDS);
    assertThat(actions.get(action.id())).isEqualTo(action);
  }

  @Test
  void rows_withoutAnErasureOrBeyondIt_refuseToChange() {
    SealedAction action = ended();
    SealedAction erased = ended();
    for (SealedAction either : List.of(action, erased)) {
      jdbc.sql(
              "insert into ruling (action_id, inputs, content, ruled_at) values (?, ?, '{}', now())")
          .params(either.id(), payloads.seal(either.id(), "inputs", "{}"))
          .update();
    }
    erase(erased, "grace");
    assertThat(
            jdbc.sql("select inputs from ruling where action_id = ?")
                .param(erased.id())
                .query(String.class)
                .single())
        .isEqualTo("[erased]");
    for (SealedAction either : List.of(action, erased)) {
      for (String change :
          List.of(
              "update sealed_action set canonical = canonical || 'A' where id = '%s'",
              "update sealed_action set canonical = '{}' where id = '%s'",
              "update ruling set inputs = '{}' where action_id = '%s'",
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
    erasePast(action);
    assertThat(comments(action)).extracting(payloads::show).containsOnly(WORDS);
    assertThat(actions.get(action.id())).isEqualTo(action);
  }

  @Test
  void erasure_writtenPastTheApplication_isFound() {
    SealedAction action = ended();
    jdbc.sql(
            """
            insert into erasure (id, action_id, erased_by, rule, reason, parameters, remaining,
              texts, erased_at)
            values (?, ?, 'eve', 'none', 'none', '{}', 'sha256:00', 1, now())
            """)
        .params(UUID.randomUUID(), action.id())
        .update();
    erasePast(action);
    await()
        .untilAsserted(
            () -> assertThat(problems(action)).anyMatch(s -> s.contains("payload.erased")));
  }
}
