package io.countersign.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.SealedAction;
import io.countersign.evidence.EvidenceDesk;
import io.countersign.evidence.Examinations;
import io.countersign.evidence.Framework;
import io.countersign.evidence.Indicators;
import io.countersign.evidence.LegalHold.Scope;
import io.countersign.evidence.LegalHolds;
import io.countersign.evidence.LegalHolds.Answer;
import io.countersign.evidence.Narrator;
import io.countersign.evidence.PackOrder;
import io.countersign.evidence.Retention;
import io.countersign.evidence.Retention.Result;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.Entry;
import io.countersign.lineage.LineageExport;
import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.Node;
import io.countersign.record.ErasureResult;
import io.countersign.record.Erasures;
import io.countersign.record.Finding;
import io.countersign.record.FindingCode;
import io.countersign.record.Findings;
import io.countersign.review.Choice;
import io.countersign.spi.EffectReceipt;
import io.countersign.testing.Stub;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Packs, examinations, holds and retention over a real database and a real log. */
@Import(EvidenceOnRecordIT.Evidence.class)
@TestPropertySource(
    properties = {
      "countersign.ledger.erasers=data-owners",
      "countersign.retention.rules[0].name=six-years",
      "countersign.retention.rules[0].keep=6y",
      "countersign.retention.rules[0].effect=dataset.export"
    })
class EvidenceOnRecordIT extends LedgerSlice {

  @Autowired private EvidenceDesk packs;
  @Autowired private Examinations examinations;
  @Autowired private LegalHolds holds;
  @Autowired private Retention retention;
  @Autowired private Indicators indicators;
  @Autowired private Erasures erasures;
  @Autowired private Narrator narrator;
  @Autowired private Findings findings;

  /** A pack: its files by name, and the digest of its manifest. */
  private record Pack(Map<String, byte[]> files, String digest) {

    String text(String name) {
      return new String(files.get(name), StandardCharsets.UTF_8);
    }

    JsonNode json(String name) {
      return JsonMapper.shared().readTree(text(name));
    }
  }

  private Pack pack(Instant from, Instant to, int sample) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String digest =
        packs.write(new PackOrder(Framework.SOC2, from, to, "a seed", sample, "olga"), out);
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return new Pack(files, digest);
  }

  private List<Entry> ofKind(String kind) throws Exception {
    awaitPublished();
    return log().stream().filter(entry -> entry.kind().equals(kind)).toList();
  }

  @Test
  void pack_madeAndExamined_standsInTheLedger_andInTheNextPack() throws Exception {
    Instant from = beginning();
    SealedAction denied = seal();
    decide(open(denied), "grace", Choice.DENY);
    seal();
    awaitPublished();
    clock.forward(Duration.ofSeconds(5));

    Pack pack = pack(from, now(), 5);
    assertThat(pack.files())
        .containsKeys(
            "summary.json",
            "report.html",
            "oscal/assessment-plan.json",
            "oscal/assessment-results.json",
            "heimdall.json",
            "population.csv",
            "lineage/openlineage.jsonl",
            "lineage/ocel.json",
            "manifest.json",
            "SHA256SUMS",
            "sample/" + denied.id() + "/lineage.json",
            "sample/" + denied.id() + "/narrative.txt");
    assertThat(pack.text("report.pdf")).startsWith("%PDF-");
    assertThat(pack.json("summary.json").at("/population/count").asLong()).isEqualTo(2);
    assertThat(pack.json("summary.json").at("/reconciliation/ofThoseInTheLedger").asLong())
        .isEqualTo(2);
    assertThat(ofKind("evidence.pack-made"))
        .anySatisfy(entry -> assertThat(entry.digests()).containsValue(new Digest(pack.digest())));

    assertThat(examinations.examined(pack.digest(), "Two actions, one denied.", "olga")).isTrue();
    assertThat(examinations.examined("sha256:" + "0".repeat(64), "", "olga")).isFalse();
    assertThatThrownBy(() -> examinations.examined("me", "", "olga"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no digest");
    assertThatThrownBy(() -> examinations.examined(pack.digest(), "x".repeat(2_001), "olga"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2001");
    assertThat(ofKind("evidence.pack-examined")).hasSize(1);

    clock.forward(Duration.ofSeconds(5));
    JsonNode earlier = pack(from, now(), 1).json("summary.json").path("earlierPacks");
    assertThat(earlier.path("examined").asLong()).isEqualTo(1);
    assertThat(earlier.path("listed").toString())
        .contains(pack.digest(), "Two actions, one denied.", "olga");
  }

  @Test
  void pack_overAnEmptyPeriod_isWholeAndClaimsNothing() throws Exception {
    Instant from = Instant.parse("1999-01-01T00:00:00Z");
    Pack pack = pack(from, from.plusSeconds(60), 25);
    assertThat(pack.text("population.jsonl")).isEmpty();
    assertThat(pack.text("population.csv")).hasLineCount(1);
    assertThat(pack.json("summary.json").at("/inShort/0").asString())
        .contains("nothing was sealed", "says nothing about whether controls work");
    assertThat(pack.json("heimdall.json").at("/statistics/controls/passed/total").asLong())
        .isZero();
    assertThat(pack.json("oscal/assessment-results.json").toString()).doesNotContain("satisfied");
  }

  @Test
  void pack_withAnActionThatTheLedgerDoesNotKnow_saysSoFirst() throws Exception {
    Instant from = beginning();
    SealedAction known = seal();
    awaitPublished();
    UUID unknown = UUID.randomUUID();
    jdbc.sql(
            """
            insert into sealed_action (id, digest, canonical, sealed_at)
            select cast(:id as uuid), digest || 'x', canonical, sealed_at from sealed_action where id = :known
            """)
        .param("id", unknown)
        .param("known", known.id())
        .update();
    clock.forward(Duration.ofSeconds(5));

    JsonNode summary = pack(from, now(), 0).json("summary.json");
    assertThat(summary.at("/exceptions/listed/0/action").asString()).isEqualTo(unknown.toString());
    assertThat(summary.at("/exceptions/listed/0/why").asString()).isEqualTo("not in the ledger");
    assertThat(summary.path("inShort").toString()).contains("1 of them has no entry in the ledger");
    jdbc.sql(
            "set session_replication_role = replica; delete from sealed_action where id = '"
                + unknown
                + "'; set session_replication_role = default")
        .update();
  }

  @Test
  void retention_erasesWhatIsDue_unlessItIsHeld_andSaysWhatAndWhy() throws Exception {
    SealedAction held = endedLongAgo();
    SealedAction due = endedLongAgo();
    SealedAction young = ended(now());
    awaitPublished();
    Answer.Done placed =
        (Answer.Done) holds.place("Case 4711", "Litigation", scope(held.id()), "olga");

    assertThat(retention.preview())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.due()).isEqualTo(2);
              assertThat(result.held()).isEqualTo(1);
              assertThat(result.erased()).isZero();
            });
    assertThat(isErased(due)).as("a dry run").isFalse();
    assertThat(retention.apply("eve"))
        .singleElement()
        .satisfies(result -> assertThat(result.refused().getFirst().why()).contains("data-owners"));
    assertThat(isErased(due)).as("nobody in particular").isFalse();

    Result run = retention.apply("grace").getFirst();
    assertThat(run.erased()).isEqualTo(1);
    assertThat(isErased(due)).isTrue();
    assertThat(isErased(held)).isFalse();
    assertThat(isErased(young)).isFalse();
    assertThat(retention.deletions(10))
        .filteredOn(deletion -> deletion.rule().equals("six-years"))
        .singleElement()
        .satisfies(
            deletion -> {
              assertThat(deletion.action()).isEqualTo(due.id());
              assertThat(deletion.rule()).isEqualTo("six-years");
              assertThat(deletion.by()).isEqualTo("grace");
              assertThat(deletion.reason())
                  .isEqualTo("Kept for 6 years after its end, as rule six-years says.");
            });
    assertThat(((ErasureResult.Refused) erase(held)).why()).contains("legal hold: Case 4711");
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        insert into erasure (id, action_id, erased_by, rule, reason, parameters,
                          remaining, texts, erased_at)
                        values (?, ?, 'eve', 'r', 'r', '{}', 'r', 1, now())
                        """)
                    .params(UUID.randomUUID(), held.id())
                    .update())
        .rootCause()
        .hasMessageContaining("legal hold: Case 4711");

    UUID hold = placed.hold().id();
    assertThat(((Answer.Refused) holds.release(hold, "over", "olga")).why())
        .contains("Somebody else");
    assertThat(holds.release(UUID.randomUUID(), "over", "grace"))
        .isInstanceOf(Answer.Unknown.class);
    assertThat(((Answer.Refused) holds.release(hold, " ", "grace")).why()).contains("1 to 2000");
    assertThat(holds.release(hold, "The case is closed", "grace")).isInstanceOf(Answer.Done.class);
    assertThat(holds.release(hold, "Again", "grace")).isInstanceOf(Answer.Refused.class);
    awaitPublished();
    assertThat(retention.apply("grace").getFirst().erased()).isEqualTo(1);
    assertThat(isErased(held)).isTrue();
    assertThat(ofKind("payload.erased"))
        .filteredOn(entry -> "six-years".equals(entry.classes().get("rule")))
        .extracting(entry -> entry.action().orElseThrow())
        .containsExactly(due.id().toString(), held.id().toString());
  }

  @Test
  void hold_placedAndReleased_isOnRecordAndWatched() throws Exception {
    SealedAction action = ended(now());
    UUID hold =
        ((Answer.Done) holds.place("Case 4712", "Litigation", scope(action.id()), "olga"))
            .hold()
            .id();
    holds.release(hold, "The case is closed", "grace");
    List<Entry> entries =
        Stream.concat(ofKind("hold.placed").stream(), ofKind("hold.released").stream())
            .filter(entry -> entry.action().equals(Optional.of(action.id().toString())))
            .toList();
    assertThat(entries).hasSize(2);
    assertThat(entries)
        .allSatisfy(
            entry ->
                assertThat(entry.subjects())
                    .anyMatch(subject -> subject.id().equals(hold.toString())));
    assertThat(entries.getFirst().commitments()).containsOnlyKeys("matter", "reason", "scope");
    assertThat(entries.getLast().commitments()).containsOnlyKeys("reason");
    assertThat(entries.toString()).doesNotContain("4712", "Litigation", "closed", "olga", "grace");
    assertThat(narrator.tell(narrator.record(action.id()).orElseThrow()).lines().toString())
        .contains("a legal hold was placed on it", "a legal hold on it ended");
    assertThat(problemsWithHolds()).isEmpty();

    UUID past = UUID.randomUUID();
    jdbc.sql(
            """
            insert into legal_hold (id, matter, reason, placed_by, placed_at, released_by,
              released_at, release_reason)
            values (?, 'none', 'none', 'eve', now(), 'mallory', now(), 'none')
            """)
        .param(past)
        .update();
    jdbc.sql("alter table legal_hold disable trigger user").update();
    jdbc.sql("update legal_hold set release_reason = 'never said' where id = ?")
        .param(hold)
        .update();
    jdbc.sql("alter table legal_hold enable trigger user").update();
    assertThat(problemsWithHolds())
        .containsExactlyInAnyOrder(
            FindingCode.RECORD_UNKNOWN_TO_LEDGER,
            FindingCode.RECORD_UNKNOWN_TO_LEDGER,
            FindingCode.RECORD_ALTERED);
    jdbc.sql("alter table legal_hold disable trigger user").update();
    jdbc.sql("delete from legal_hold where id = ?").param(past).update();
    jdbc.sql("update legal_hold set release_reason = 'The case is closed' where id = ?")
        .param(hold)
        .update();
    jdbc.sql("alter table legal_hold enable trigger user").update();
  }

  private List<FindingCode> problemsWithHolds() {
    findings.compareNow();
    return findings.list(true).stream()
        .filter(finding -> finding.sentence().contains("hold."))
        .map(Finding::code)
        .toList();
  }

  @Test
  void hold_onAPersonOrADataset_coversTheirActions_andIsKept() {
    SealedAction action = endedLongAgo();
    awaitPublished();
    assertThat(
            holds.place(
                "A",
                "r",
                new Scope(Optional.empty(), Optional.empty(), Optional.of("nobody")),
                "olga"))
        .isInstanceOf(Answer.Done.class);
    assertThat(heldBy(action)).isEmpty();
    Answer.Done person =
        (Answer.Done)
            holds.place(
                "B",
                "r",
                new Scope(Optional.empty(), Optional.empty(), Optional.of("ada")),
                "olga");
    assertThat(heldBy(action)).contains("B");
    assertThat(holds.place("C", "r", scope(UUID.randomUUID()), "olga"))
        .isInstanceOf(Answer.Unknown.class);
    assertThat(holds.place(" ", "r", scope(action.id()), "olga"))
        .isInstanceOf(Answer.Refused.class);
    for (String change :
        List.of(
            "update legal_hold set matter = 'x'",
            "delete from legal_hold",
            "truncate legal_hold")) {
      assertThatThrownBy(() -> jdbc.sql(change).update())
          .as(change)
          .rootCause()
          .hasMessageContaining("legal_hold");
    }
    assertThat(holds.list()).extracting(hold -> hold.matter()).contains("A", "B");
    for (var hold : holds.list()) {
      if (hold.release().isEmpty()) {
        holds.release(hold.id(), "done", "grace");
      }
    }
    assertThat(heldBy(action)).isEmpty();
    assertThat(person.hold().release()).isEmpty();
    assertThat(erase(action)).isInstanceOf(ErasureResult.Erased.class);
  }

  @Test
  void indicators_sayHowOldTheyAre() {
    Map<String, Object> fresh = indicators.current();
    assertThat(fresh).containsEntry("stale", false).containsEntry("ageSeconds", 0L);
    assertThat(fresh.get("indicators").toString())
        .contains("KSI-MLA-OSM", "KSI-IAM-JIT", "KSI-CMT-LMC");
    clock.forward(Duration.ofHours(3));
    Map<String, Object> old = indicators.current();
    assertThat(old).containsEntry("stale", true).containsEntry("ageSeconds", 10_800L);
    assertThat(old.get("generatedAt")).isEqualTo(fresh.get("generatedAt"));
  }

  private static Scope scope(UUID action) {
    return new Scope(Optional.of(action), Optional.empty(), Optional.empty());
  }

  private Optional<String> heldBy(SealedAction action) {
    return jdbc.sql("select coalesce(held_by(?), '')")
        .param(action.id())
        .query(String.class)
        .optional()
        .filter(found -> !found.isEmpty());
  }

  private ErasureResult erase(SealedAction action) {
    return erasures.erase(action.id(), Set.of(), "gdpr-17", "Request 4711", "grace");
  }

  private boolean isErased(SealedAction action) {
    return actions.recall(action.id()).request().reason().equals("[erased]");
  }

  private SealedAction endedLongAgo() {
    return ended(now().atOffset(ZoneOffset.UTC).minusYears(7).toInstant());
  }

  private SealedAction ended(Instant at) {
    SealedAction action = seal();
    OffsetDateTime when = at.atOffset(ZoneOffset.UTC);
    jdbc.sql(
            "insert into action_outcome (action_id, outcome, recorded_at) values (?, 'refused', ?)")
        .params(action.id(), when)
        .update();
    return action;
  }

  /** Later than whatever other tests made. */
  private Instant beginning() {
    clock.forward(Duration.ofSeconds(1));
    return now();
  }

  private Instant now() {
    return clock.instant();
  }

  /** No stereotype: other slices that scan this package must not see it. */
  @ComponentScan("io.countersign.evidence")
  @ConfigurationPropertiesScan("io.countersign.evidence")
  static class Evidence {

    @Bean
    LineageExport export() {
      return Stub.of(LineageExport.class).on("writeOf", args -> null).get();
    }

    @Bean
    LineageGraph lineage() {
      return Stub.of(LineageGraph.class)
          .on(
              "find",
              args ->
                  List.of(
                      new Node(
                          "action:" + args[0], Node.Kind.ACTION, "a", Optional.empty(), Map.of())))
          .on(
              "around",
              args ->
                  new io.countersign.lineage.Slice(List.of("action"), List.of(), List.of(), false))
          .get();
    }

    @Bean
    @Primary
    EffectRunner telling() {
      return Stub.of(EffectRunner.class)
          .on("verify", args -> new Outcome.Done(new EffectReceipt(Map.of())))
          .on("describe", args -> "Export customers.")
          .on("outcome", args -> Optional.empty())
          .on("endsAt", args -> Optional.empty())
          .get();
    }
  }
}
