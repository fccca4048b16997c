package io.countersign.record.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.SealedAction;
import io.countersign.history.HistoryGap;
import io.countersign.ledger.entry.Entry;
import io.countersign.record.EvidencePackExamined;
import io.countersign.record.EvidencePackMade;
import io.countersign.record.Finding;
import io.countersign.record.FindingCode;
import io.countersign.record.Findings;
import io.countersign.record.Resolving;
import io.countersign.requests.GlassBreakingNotJustified;
import io.countersign.review.Choice;
import io.countersign.review.ReviewRound;
import io.countersign.spi.Holding;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** What is done behind the application's back is found, and nothing else is. */
class FindingsIT extends LedgerSlice {

  @Autowired private Findings findings;
  @Autowired private ScriptedHistory history;
  @Autowired private Vault vault;
  @Autowired private World world;
  @Autowired private FindingMetrics metrics;
  @Autowired private TransactionTemplate transactions;
  @Autowired private ApplicationEventPublisher events;

  @Test
  void honestRun_hasNoFindings() {
    SealedAction action = approved();
    SealedAction denied = seal();
    decide(open(denied), "grace", Choice.DENY);
    decide(open(seal()), "ada", Choice.APPROVE);
    assertThat(of(action)).isEmpty();
    assertThat(of(denied)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sealed_action  | update sealed_action set canonical = left(canonical, length(canonical) - 4)"
            + " where id = '%s'",
        "sealed_action  | update sealed_action set canonical = 'sealed:v1:' where id = '%s'",
        "review_round   | update review_round set shown = left(shown, length(shown) - 4)"
            + " where subject_id = '%s'",
        "sealed_action  | update sealed_action set sealed_at = sealed_at - interval '1 day' where"
            + " id = '%s'",
        "review_vote    | update review_vote set person = 'ada' where round_id in (select id from"
            + " review_round where subject_id = '%s')",
        "review_vote    | update review_vote set comment = 'never said' where round_id in (select"
            + " id from review_round where subject_id = '%s')",
        "review_round   | update review_round set shown = '{}' where subject_id = '%s'",
        "review_round   | update review_round set verdict = 'DENIED' where subject_id = '%s'",
        "action_grant   | update action_grant set expires_at = expires_at + interval '1 year' where"
            + " action_id = '%s'"
      })
  void row_alteredByTheDatabasesOwner_isFound(String table, String change) {
    SealedAction action = approved();
    assertThat(of(action)).isEmpty();

    asOwner(table, change.formatted(action.id()));

    assertThat(of(action)).extracting(Finding::code).contains(FindingCode.RECORD_ALTERED);
  }

  @Test
  void row_deletedByTheDatabasesOwner_isFound() {
    SealedAction action = approved();
    assertThat(of(action)).isEmpty();
    asOwner("action_grant", "delete from action_grant where action_id = '" + action.id() + "'");
    assertThat(of(action)).extracting(Finding::code).containsExactly(FindingCode.RECORD_MISSING);
  }

  @Test
  void grant_insertedPastTheApplication_isFoundAndRunsNothing() {
    SealedAction action = seal();
    asOwner(
        "action_grant",
        "insert into action_grant (action_id, action_digest, basis, issued_at, expires_at) values ('%s', '%s', 'policy:x:1', now(), now() + interval '1 day')"
            .formatted(action.id(), action.digest()));
    assertThat(of(action))
        .extracting(Finding::code)
        .containsExactly(FindingCode.RECORD_UNKNOWN_TO_LEDGER);
    assertThat(publication.await(action.id())).isPresent();
  }

  @Test
  void intent_alteredOrDeletedAfterPublication_isFound() {
    SealedAction action = approved();
    assertThat(of(action)).isEmpty();
    asOwner(
        "ledger_intent",
        "update ledger_intent set entry = replace(entry, 'approved', 'denied') where kind ="
            + " 'decision.cast' and action_id = '"
            + action.id()
            + "'");
    assertThat(of(action)).extracting(Finding::code).containsExactly(FindingCode.INTENT_ALTERED);

    SealedAction other = approved();
    assertThat(of(other)).isEmpty();
    jdbc.sql(
            "delete from ledger_salt where intent_id in (select id from ledger_intent where"
                + " action_id = ?)")
        .param(other.id())
        .update();
    asOwner(
        "ledger_intent",
        "delete from ledger_intent where kind = 'decision.cast' and action_id = '"
            + other.id()
            + "'");
    assertThat(of(other)).extracting(Finding::code).contains(FindingCode.ENTRY_WITHOUT_INTENT);
  }

  @Test
  void tile_altered_isFound() throws Exception {
    awaitPublished(approved());
    Path bundle;
    try (Stream<Path> files = Files.walk(place.directory().resolve("tile/0"))) {
      bundle =
          files
              .filter(Files::isRegularFile)
              .max(java.util.Comparator.comparing(file -> file.toFile().length()))
              .orElseThrow();
    }
    byte[] sound = Files.readAllBytes(bundle);
    byte[] altered = sound.clone();
    altered[40] ^= 1;
    Files.write(bundle, altered);
    findings.compareNow();
    Files.write(bundle, sound);
    assertThat(findings.list(true)).extracting(Finding::code).contains(FindingCode.LEDGER_BROKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "PROCESS_INSTANCE_MODIFICATION, MODIFIED, EVENT, INSTANCE_MODIFIED",
    "PROCESS_INSTANCE_MIGRATION, MIGRATED, EVENT, INSTANCE_MIGRATED",
    "VARIABLE_DOCUMENT, UPDATED, EVENT, VARIABLES_SET_FROM_OUTSIDE",
    "PROCESS_INSTANCE, CANCEL, COMMAND, INSTANCE_CANCELLED",
    "RESOURCE_DELETION, DELETED, EVENT, MODEL_DELETED",
    "CLOCK, PINNED, EVENT, ENGINE_CLOCK_CHANGED"
  })
  void intervention_inTheEngine_isFound(
      String valueType, String intent, String recordType, FindingCode code) {
    long position = history.add(valueType, intent, recordType, "", 1, 77, Optional.empty());
    findings.compareNow();
    assertThat(findings.list(true))
        .anyMatch(
            finding -> finding.code() == code && finding.subject().equals("history:1:" + position));
  }

  @Test
  void record_ofATypeFromANewerEngine_isPassedOverAndHidesNothing() {
    long unknown =
        history.add("AGENT_INSTANCE", "REIMAGINED", "EVENT", "", 1, 78, Optional.empty());
    long odd = history.add("VARIABLE_DOCUMENT", "REIMAGINED", "HUNCH", "", 1, 78, Optional.empty());
    long known =
        history.add(
            "PROCESS_INSTANCE_MODIFICATION", "MODIFIED", "EVENT", "", 1, 78, Optional.empty());
    findings.compareNow();
    assertThat(findings.list(true))
        .extracting(Finding::subject)
        .contains("history:1:" + known)
        .doesNotContain("history:1:" + unknown, "history:1:" + odd);
  }

  @Test
  void model_deployedByOthers_isFound() {
    long position =
        history.add("PROCESS", "CREATED", "EVENT", "review-action", 4711, 0, Optional.empty());
    findings.compareNow();
    assertThat(findings.list(true))
        .anyMatch(
            finding ->
                finding.code() == FindingCode.MODEL_REPLACED
                    && finding.subject().equals("history:1:" + position));
  }

  @Test
  void task_completedByWhoMayNot_isFound() {
    ReviewRound round = open(seal());
    long element = round.id().getMostSignificantBits() >>> 1;
    jdbc.sql("insert into seat_task values (?, ?, 77, now())")
        .params(element, round.seats().getFirst().id())
        .update();
    for (String assignee : List.of("", "ada", "mallory", "grace")) {
      history.add(
          "USER_TASK",
          "COMPLETED",
          "EVENT",
          "review-action",
          5,
          element,
          Optional.of(assignee).filter(name -> !name.isEmpty()));
    }
    findings.compareNow();
    assertThat(findings.list(true))
        .filteredOn(finding -> finding.actionId().equals(Optional.of(round.subject().id())))
        .extracting(Finding::code)
        .containsExactlyInAnyOrder(
            FindingCode.TASK_COMPLETED_UNCLAIMED,
            FindingCode.TASK_COMPLETED_BY_AUTHOR,
            FindingCode.TASK_COMPLETED_BY_STRANGER);
  }

  @Test
  void history_withAGap_isFound() {
    history.gap(new HistoryGap(1, 99, "missing", false));
    findings.compareNow();
    assertThat(findings.list(true)).extracting(Finding::code).contains(FindingCode.HISTORY_GAP);
  }

  @Test
  void execution_thatNeverEnds_isFoundAndClearedOnceItHas() {
    SealedAction action = approved();
    UUID execution = UUID.randomUUID();
    jdbc.sql(
            "insert into execution (id, action_id, state, attempts, started_at) values (?, ?,"
                + " 'STARTED', 1, ?)")
        .params(
            execution,
            action.id(),
            clock.instant().minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
        .update();
    assertThat(of(action))
        .extracting(Finding::code)
        .contains(FindingCode.OUTCOME_MISSING, FindingCode.EFFECT_WITHOUT_DECISION);

    jdbc.sql("update execution set state = 'FAILED', ended_at = now() where id = ?")
        .param(execution)
        .update();
    assertThat(of(action)).extracting(Finding::code).doesNotContain(FindingCode.OUTCOME_MISSING);
  }

  @Test
  void effect_thatIsGone_isFoundAndOneThatIsThereIsNot() {
    SealedAction lost = done();
    SealedAction there = done();
    world.lose(lost.id());
    assertThat(of(lost)).extracting(Finding::code).contains(FindingCode.EFFECT_MISSING);
    assertThat(of(there)).extracting(Finding::code).doesNotContain(FindingCode.EFFECT_MISSING);
  }

  private SealedAction done() {
    SealedAction action = approved();
    jdbc.sql(
            "insert into execution (id, action_id, state, attempts, started_at, ended_at) values"
                + " (?, ?, 'DONE', 1, ?, ?)")
        .params(UUID.randomUUID(), action.id(), now(), now())
        .update();
    return action;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  @Test
  void thing_thatNoDecisionAccountsFor_isFoundOnce() {
    clock.forward(Duration.ofHours(2));
    world.stray(new Holding("file:/srv/exports/stray.csv", "The file '/srv/exports/stray.csv'"));
    findings.compareNow();
    clock.forward(Duration.ofHours(2));
    findings.compareNow();
    world.stray();
    assertThat(findings.list(true))
        .filteredOn(finding -> finding.subject().equals("file:/srv/exports/stray.csv"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(FindingCode.EFFECT_WITHOUT_DECISION);
              assertThat(finding.sentence()).contains("no decision accounts for it");
            });
  }

  @Test
  void grant_withoutAnOutcome_isFoundAndClearedOnRecordOnceItHasOne() throws Exception {
    SealedAction action = approved();
    assertThat(of(action)).isEmpty();
    clock.forward(Duration.ofHours(2));
    Finding finding = of(action).getFirst();
    assertThat(finding.code()).isEqualTo(FindingCode.ACTION_WITHOUT_OUTCOME);
    jdbc.sql("insert into action_outcome (action_id, outcome, recorded_at) values (?, 'failed', ?)")
        .params(action.id(), now())
        .update();
    assertThat(of(action)).isEmpty();
    assertThat(findings.find(finding.id()).orElseThrow().state()).isEqualTo(Finding.State.CLEARED);
    awaitPublished();
    assertThat(logOf(action.id()))
        .extracting(Entry::kind)
        .endsWith("finding.opened", "finding.cleared");
  }

  @Test
  void finding_thatMendedItselfAndIsSeenAgain_isOpenAgainWithItsHistory() throws Exception {
    SealedAction action = approved();
    clock.forward(Duration.ofHours(2));
    Finding finding = of(action).getFirst();
    Instant first = finding.firstSeen();
    ended(action);
    clock.forward(Duration.ofMinutes(1));
    assertThat(of(action)).isEmpty();

    asOwner("action_outcome", "delete from action_outcome where action_id = '" + action.id() + "'");
    clock.forward(Duration.ofMinutes(1));
    Finding again = of(action).getFirst();

    assertThat(again.id()).isEqualTo(finding.id());
    assertThat(again.state()).isEqualTo(Finding.State.OPEN);
    assertThat(again.closedBy()).isEmpty();
    assertThat(again.firstSeen()).isEqualTo(first);
    assertThat(again.lastSeen()).isAfter(first);
    assertThat(findings.turns(finding.id()))
        .extracting(Findings.Turn::state)
        .containsExactly(Finding.State.CLEARED, Finding.State.OPEN);
    ended(action);
    assertThat(of(action)).isEmpty();
    awaitPublished();
    assertThat(logOf(action.id()))
        .extracting(Entry::kind)
        .endsWith("finding.opened", "finding.cleared", "finding.reopened", "finding.cleared");
    assertThatThrownBy(
            () ->
                jdbc.sql("update finding set closed_by = 'eve' where id = ?")
                    .param(finding.id())
                    .update())
        .rootCause()
        .hasMessageContaining("set once");
  }

  private void ended(SealedAction action) {
    jdbc.sql("insert into action_outcome (action_id, outcome, recorded_at) values (?, 'failed', ?)")
        .params(action.id(), now())
        .update();
  }

  @Test
  void emergency_notJustified_isFound() {
    SealedAction action = approved();
    transactions.executeWithoutResult(
        transaction ->
            events.publishEvent(
                new GlassBreakingNotJustified(brokenGlass(action.id()), UUID.randomUUID())));
    assertThat(of(action))
        .extracting(Finding::code)
        .contains(FindingCode.BREAK_GLASS_NOT_JUSTIFIED);
  }

  private UUID brokenGlass(UUID action) {
    jdbc.sql(
            "insert into break_glass (action_id, acknowledgement_id, used_at, finding, closed_at)"
                + " values (?, ?, ?, 'NOT_JUSTIFIED', ?)")
        .params(action, seal().id(), now(), now())
        .update();
    return action;
  }

  @Test
  void findings_areCountedByCodeAndState() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    metrics.bindTo(registry);
    Finding finding = gap(4711);
    clock.forward(Duration.ofMinutes(1));
    double open = gauge(registry, "OPEN");
    assertThat(open).isPositive();
    assertThat(
            registry
                .get("countersign.findings.opened")
                .tag("code", "HISTORY_GAP")
                .counter()
                .count())
        .isEqualTo(1);
    double resolved = gauge(registry, "RESOLVED");
    findings.resolve(finding.id(), "olga", "Looked");
    clock.forward(Duration.ofMinutes(1));
    assertThat(gauge(registry, "OPEN")).isEqualTo(open - 1);
    assertThat(gauge(registry, "RESOLVED")).isEqualTo(resolved + 1);
  }

  private static double gauge(SimpleMeterRegistry registry, String state) {
    return registry
        .get("countersign.findings")
        .tags("code", "HISTORY_GAP", "state", state)
        .gauge()
        .value();
  }

  @Test
  void finding_onceResolved_staysResolvedAndBothAreOnRecord() throws Exception {
    Finding finding = gap(1234);
    assertThat(findings.resolve(finding.id(), "olga", "A restore of the history database"))
        .isInstanceOf(Resolving.Closed.class);
    findings.compareNow();
    assertThat(findings.find(finding.id()).orElseThrow().state()).isEqualTo(Finding.State.RESOLVED);
    assertThat(refusal(finding, "olga", "Once more")).isEqualTo(Resolving.Reason.ALREADY_CLOSED);
    awaitPublished();
    assertThat(log())
        .filteredOn(
            entry ->
                entry.subjects().stream()
                    .anyMatch(subject -> subject.id().equals(finding.id().toString())))
        .extracting(Entry::kind)
        .containsExactly("finding.opened", "finding.resolved");
  }

  @ParameterizedTest
  @CsvSource({
    "grace, because, NOT_A_RESOLVER",
    "etl-agent, because, NOT_A_PERSON",
    "mallory, because, NOT_A_PERSON",
    "olga, ' ', UNFIT_REASON"
  })
  void finding_closedByWhoMayNotOrWithoutAReason_staysOpen(
      String who, String resolution, Resolving.Reason reason) {
    Finding finding = gap(1235);
    assertThat(refusal(finding, who, resolution)).isEqualTo(reason);
    assertThat(refusal(finding, "olga", "x".repeat(2_001)))
        .isEqualTo(Resolving.Reason.UNFIT_REASON);
    assertThat(findings.find(finding.id()).orElseThrow().state()).isEqualTo(Finding.State.OPEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "etl-agent"})
  void finding_aboutTheirOwnAction_isNotClosedByAnAuthorNorAnAgentsOwner(String requester) {
    SealedAction action = seal(requester);
    asOwner(
        "action_grant",
        "insert into action_grant (action_id, action_digest, basis, issued_at, expires_at) values ('%s', '%s', 'policy:x:1', now(), now() + interval '1 day')"
            .formatted(action.id(), action.digest()));
    Finding finding = of(action).getFirst();
    assertThat(refusal(finding, "ada", "Nothing to see")).isEqualTo(Resolving.Reason.AUTHOR);
    assertThat(findings.resolve(finding.id(), "olga", "Restored by hand"))
        .isInstanceOf(Resolving.Closed.class);
  }

  private Resolving.Reason refusal(Finding finding, String who, String resolution) {
    return ((Resolving.Refused) findings.resolve(finding.id(), who, resolution)).reason();
  }

  private Finding gap(long position) {
    history.gap(new HistoryGap(1, position, "inserted", false));
    findings.compareNow();
    return findings.list(true).stream()
        .filter(one -> one.subject().equals("gap:1:" + position + ":inserted"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void person_erased_leavesNoFindingAndNoTrace() throws Exception {
    SealedAction action = approved();
    assertThat(of(action)).isEmpty();
    String reference = vault.find("grace").orElseThrow();

    jdbc.sql("delete from ledger_person where person = 'grace'").update();
    jdbc.sql("delete from ledger_salt").update();

    assertThat(of(action)).isEmpty();
    assertThat(vault.knows(reference)).isFalse();
    assertThat(publication.await(action.id())).isEmpty();
    assertThat(new String(Files.readAllBytes(place.directory().resolve("checkpoint")), ISO_8859_1))
        .isNotEmpty();
  }

  @Test
  void evidencePack_madeAndExamined_isOnRecordAndWatched() throws Exception {
    String digest = "sha256:" + "5a".repeat(32);
    Instant at = clock.instant();
    transactions.executeWithoutResult(
        transaction -> {
          events.publishEvent(
              new EvidencePackMade("soc2", at.minus(Duration.ofDays(30)), at, digest, "ada", at));
          events.publishEvent(
              new EvidencePackExamined(digest, "grace", at, "Two exceptions explained"));
        });
    awaitPublished();
    List<Entry> packs =
        log().stream().filter(entry -> entry.kind().startsWith("evidence.")).toList();
    assertThat(packs)
        .extracting(Entry::kind)
        .containsExactly("evidence.pack-made", "evidence.pack-examined");
    assertThat(packs).allMatch(entry -> entry.digests().get("manifest").text().equals(digest));
    assertThat(packs.getFirst().classes())
        .containsEntry("framework", "soc2")
        .containsKeys("from", "to");
    assertThat(packs.getLast().commitments()).containsOnlyKeys("note");
    assertThat(packs.toString()).doesNotContain("exceptions", "grace");
    findings.compareNow();
    assertThat(alteredPacks()).isEmpty();

    asOwner("pack_event", "update pack_event set note = 'No exceptions' where person = 'grace'");
    findings.compareNow();
    assertThat(alteredPacks()).extracting(Finding::code).containsOnly(FindingCode.RECORD_ALTERED);
  }

  private List<Finding> alteredPacks() {
    return findings.list(true).stream()
        .filter(finding -> finding.sentence().contains("evidence.pack-"))
        .toList();
  }

  private void awaitPublished(SealedAction action) {
    assertThat(publication.await(action.id())).isEmpty();
  }

  private List<Finding> of(SealedAction action) {
    awaitPublished();
    findings.compareNow();
    return findings.list(true).stream()
        .filter(finding -> finding.actionId().equals(Optional.of(action.id())))
        .toList();
  }

  private void asOwner(String table, String change) {
    jdbc.sql("alter table " + table + " disable trigger user").update();
    assertThat(jdbc.sql(change).update()).isPositive();
    jdbc.sql("alter table " + table + " enable trigger user").update();
  }
}
