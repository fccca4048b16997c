package io.countersign.evidence.internal;

import io.countersign.evidence.Framework;
import io.countersign.evidence.PackOrder;
import io.countersign.history.HistoryGap;
import io.countersign.history.ProcessHistory;
import io.countersign.record.Finding;
import io.countersign.record.FindingCode;
import io.countersign.record.Findings;
import io.countersign.record.Ledger;
import io.countersign.testing.Stub;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** A small month: six actions, four of them exceptions. Its fields are what a test changes. */
final class PackFixture {

  static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  static final Instant TO = Instant.parse("2026-12-01T00:00:00Z");
  static final Instant MADE = Instant.parse("2026-12-01T08:30:00Z");

  /** What makes a member differ from an ordinary one. */
  enum Kind {
    ORDINARY,
    DENIED,
    BREAK_GLASS,
    NOT_IN_THE_LEDGER,
    WITH_FINDING_AND_UNKNOWN
  }

  final Framework framework;
  final List<Kind> members =
      new ArrayList<>(
          List.of(
              Kind.ORDINARY,
              Kind.ORDINARY,
              Kind.DENIED,
              Kind.BREAK_GLASS,
              Kind.NOT_IN_THE_LEDGER,
              Kind.WITH_FINDING_AND_UNKNOWN));
  final List<Finding> findings = new ArrayList<>();
  String requester = "ada";
  String seed = "the auditor's seed";
  Map<String, Object> clocks =
      Map.of("databaseAheadOfEngineMillis", 12L, "applicationAheadOfDatabaseMillis", -3L);
  int gaps;
  long records = 1_234;
  boolean ledger = true;

  PackFixture(Framework framework) {
    this.framework = framework;
    findings.add(
        new Finding(
            new UUID(9, 9),
            FindingCode.HISTORY_GAP,
            "partition 1",
            Optional.empty(),
            "Between two records of partition 1 something is missing.",
            Map.of(),
            FROM.plusSeconds(77),
            FROM.plusSeconds(99),
            Finding.State.OPEN,
            Optional.empty(),
            Optional.empty()));
  }

  List<Member> members() {
    return IntStream.range(0, members.size()).mapToObj(i -> member(i, members.get(i))).toList();
  }

  private Member member(int number, Kind kind) {
    List<String> controls =
        new ControlCatalogue()
            .of(framework).stream().limit(7).map(ControlCatalogue.Control::id).toList();
    boolean lost = kind == Kind.NOT_IN_THE_LEDGER;
    boolean found = kind == Kind.WITH_FINDING_AND_UNKNOWN;
    return new Member(
        new UUID(0x40008000L + number, 0x8000000000000000L + number),
        "sha256:" + "%064x".formatted(number + 1),
        FROM.plusSeconds(3_600L * number),
        number % 2 == 0 ? "dataset.export" : "postgres.grant",
        "production",
        requester,
        kind == Kind.BREAK_GLASS,
        Optional.of("review"),
        // The last ones of the catalogue are never exercised; the very first only by what went
        // well.
        number < 2 ? controls : controls.subList(1, controls.size()),
        Optional.of(kind == Kind.DENIED ? "DENIED" : "APPROVED"),
        Optional.of(found ? "UNKNOWN" : "DONE"),
        lost ? 0 : 5,
        lost ? 3 : 0,
        found ? 1 : 0);
  }

  Map<String, Object> summary() {
    Tally tally = new Tally();
    Sample sample = new Sample(seed, 2);
    members()
        .forEach(
            member -> {
              tally.add(member);
              sample.offer(member.id());
            });
    List<Map<String, Object>> told = new ArrayList<>();
    for (UUID id : sample.drawn()) {
      told.add(
          new Told(id, PackFormsTest.record(), TemplateNarrator.told(PackFormsTest.record()))
              .content());
    }
    PackOrder order = new PackOrder(framework, FROM, TO, seed, 2, "nora");
    return summaries().of(order, tally, sample.drawn(), told, MADE);
  }

  private Summaries summaries() {
    JdbcClient jdbc = Stub.of(JdbcClient.class).get();
    Clock clock = Clock.fixed(MADE, ZoneOffset.UTC);
    Clocks measured =
        new Clocks(jdbc, "history", clock) {
          @Override
          Map<String, Object> differences(Instant from, Instant to) {
            return clocks;
          }
        };
    PacksOnRecord packs =
        new PacksOnRecord(
            jdbc,
            Stub.of(ApplicationEventPublisher.class).get(),
            Stub.of(PlatformTransactionManager.class).get(),
            clock) {
          @Override
          Map<String, Object> before(Instant at) {
            return Map.of(
                "made", 0L, "examined", 0L, "sentence", sentence(0, 0), "listed", List.of());
          }
        };
    return new Summaries(
        new ControlCatalogue(),
        Stub.of(Ledger.class)
            .on(
                "summary",
                args ->
                    ledger
                        ? Optional.of(
                            new Ledger.Summary(
                                "example.org/log", 40, "root", 38, Optional.of(FROM)))
                        : Optional.empty())
            .get(),
        Stub.of(Findings.class)
            .on("list", args -> findings)
            .on("open", args -> (long) findings.size())
            .get(),
        Stub.of(ProcessHistory.class)
            .on("size", args -> records)
            .on(
                "gapList",
                args ->
                    IntStream.range(0, gaps)
                        .mapToObj(i -> new HistoryGap(1, 1_000L + i, "missing", false))
                        .toList())
            .get(),
        measured,
        packs);
  }
}
