package io.countersign.record.internal;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryReader;
import io.countersign.ledger.entry.Subject;
import io.countersign.ledger.log.KeyRotation;
import io.countersign.ledger.log.LogReader;
import io.countersign.record.FindingCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Holds every published entry against its intent and against the row that it was made of: the entry
 * is a function of the row, so whatever was altered in the database shows. Goes through the log
 * page by page, and starts over at its end.
 */
@Component
class RowCheck implements Check {

  private static final String CURSOR = "rows";
  private static final int PAGE = 500;
  private static final int PAGES = 20;

  private final JdbcClient jdbc;
  private final Intents intents;
  private final Vault vault;
  private final LedgerPlace place;
  private final Heads heads;
  private final Cursors cursors;

  RowCheck(
      JdbcClient jdbc,
      Intents intents,
      Vault vault,
      LedgerPlace place,
      Heads heads,
      Cursors cursors) {
    this.jdbc = jdbc;
    this.intents = intents;
    this.vault = vault;
    this.place = place;
    this.heads = heads;
    this.cursors = cursors;
  }

  private record Intent(UUID id, String kind, UUID key, long index, String entry) {}

  @Override
  public List<Observation> look() {
    List<Observation> seen = new ArrayList<>();
    long size = heads.current().map(head -> head.checkpoint().size()).orElse(0L);
    long from = Math.max(0, cursors.get(CURSOR));
    try {
      for (int page = 0; page < PAGES && from < size; page++) {
        long to = Math.min(size, from + PAGE);
        compare(from, to, seen);
        from = to;
      }
      cursors.set(CURSOR, from >= size ? 0 : from);
    } catch (IOException e) {
      // What is wrong with the log itself is for the check of the log to say.
      cursors.set(CURSOR, 0);
    }
    return seen;
  }

  private void compare(long from, long to, List<Observation> seen) throws IOException {
    Map<Long, Intent> noted = new HashMap<>();
    for (Intent intent : noted(from, to)) {
      noted.put(intent.index(), intent);
    }
    long index = from;
    for (byte[] bytes : new LogReader(place.directory()).entries(from, to)) {
      Optional<Observation> problem =
          problem(index, read(bytes, index), Optional.ofNullable(noted.get(index)));
      problem.ifPresent(seen::add);
      index++;
    }
  }

  private List<Intent> noted(long from, long to) {
    return jdbc.sql(
            """
            select id, kind, cast(source_key as uuid) as key, log_index as index, entry
            from ledger_intent where log_index >= ? and log_index < ?
            """)
        .params(from, to)
        .query(Intent.class)
        .list();
  }

  private static Entry read(byte[] bytes, long index) throws IOException {
    try {
      return EntryReader.read(bytes);
    } catch (FormatException e) {
      throw new IOException("Entry %d: %s".formatted(index, e.getMessage()), e);
    }
  }

  private Optional<Observation> problem(long index, Entry logged, Optional<Intent> noted) {
    if (noted.isEmpty()) {
      return logged.kind().equals(KeyRotation.KIND)
          ? Optional.empty()
          : Optional.of(
              seen(
                  FindingCode.ENTRY_WITHOUT_INTENT,
                  index,
                  logged,
                  "Entry %d of the ledger (%s) has no intent in the database."
                      .formatted(index, logged.kind())));
    }
    Intent intent = noted.get();
    Entry said = logged.withPrevious(OptionalLong.empty());
    if (!said.id().equals(intent.id().toString()) || !says(intent.entry(), said)) {
      return Optional.of(
          seen(
              FindingCode.INTENT_ALTERED,
              index,
              logged,
              "The intent of ledger entry %d (%s) was altered in the database."
                  .formatted(index, logged.kind())));
    }
    return Facts.named(intent.kind()).flatMap(fact -> row(fact, intent, said, index));
  }

  private static boolean says(String stored, Entry logged) {
    try {
      return EntryReader.read(stored.getBytes(StandardCharsets.UTF_8)).equals(logged);
    } catch (FormatException e) {
      return false;
    }
  }

  private Optional<Observation> row(Fact fact, Intent intent, Entry said, long index) {
    Optional<Row> row;
    try {
      row = intents.read(fact, intent.key());
    } catch (IllegalStateException altered) {
      return Optional.of(altered(index, said));
    }
    if (row.isEmpty()) {
      return Optional.of(
          seen(
              FindingCode.RECORD_MISSING,
              index,
              said,
              "The row of ledger entry %d (%s) was deleted from the database."
                  .formatted(index, said.kind())));
    }
    Entry expected = withoutErased(said);
    boolean same =
        Stream.concat(Stream.of(fact.reading()), fact.earlier().stream())
            .anyMatch(
                reading -> restated(reading, row.get(), said).filter(expected::equals).isPresent());
    return same || isOverwritten(intent) ? Optional.empty() : Optional.of(altered(index, said));
  }

  private static Observation altered(long index, Entry said) {
    return seen(
        FindingCode.RECORD_ALTERED,
        index,
        said,
        "The row of ledger entry %d (%s) was altered in the database."
            .formatted(index, said.kind()));
  }

  /** What the ledger would say of the row as it is now. */
  private Optional<Entry> restated(Fact.Reading reading, Row row, Entry said) {
    long number = said.sequence().orElseThrow().number();
    String source = said.sequence().orElseThrow().source();
    Draft draft = new Draft(UUID.fromString(said.id()), number, source, vault.keptOf(said));
    try {
      return Optional.of(reading.entry(row, draft).build());
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private Entry withoutErased(Entry said) {
    List<Subject> subjects =
        said.subjects().stream()
            .map(
                subject ->
                    subject.id().startsWith("person:") && !vault.knows(subject.id())
                        ? new Subject(subject.type(), Vault.ERASED)
                        : subject)
            .toList();
    return new Entry(
        said.kind(),
        said.id(),
        said.time(),
        said.sequence(),
        said.action(),
        said.previous(),
        subjects,
        said.digests(),
        said.commitments(),
        said.engine(),
        said.models(),
        said.policies(),
        said.classes(),
        said.counts());
  }

  /** An unknown outcome that was settled later has a later entry, which says what the row says. */
  private boolean isOverwritten(Intent intent) {
    return intent.kind().equals(EffectFacts.FINISHED.name())
        && jdbc.sql(
                """
                select exists (select from ledger_intent later join ledger_intent this
                  on this.id = ? and later.kind = this.kind and later.source_key = this.source_key
                  and later.number > this.number)
                """)
            .param(intent.id())
            .query(Boolean.class)
            .single();
  }

  private static Observation seen(FindingCode code, long index, Entry entry, String sentence) {
    Observation seen =
        new Observation(
            code,
            "entry:" + index,
            sentence,
            Map.of("index", index, "entry", entry.id(), "kind", entry.kind()));
    return entry.action().map(UUID::fromString).map(seen::about).orElse(seen);
  }
}
