package io.countersign.record.internal;

import io.countersign.actions.Payloads;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryWriter;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down, in the transaction of a fact, that the fact is to stand in the ledger. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Intents {

  private final EntityManager entities;
  private final JdbcClient jdbc;
  private final Vault vault;
  private final Bell bell;
  private final LedgerPlace place;
  private final Payloads payloads;
  private final Clock clock;

  Intents(
      EntityManager entities,
      JdbcClient jdbc,
      Vault vault,
      Bell bell,
      LedgerPlace place,
      Payloads payloads,
      Clock clock) {
    this.entities = entities;
    this.jdbc = jdbc;
    this.vault = vault;
    this.bell = bell;
    this.place = place;
    this.payloads = payloads;
    this.clock = clock;
  }

  /**
   * Intends an entry.
   *
   * @param key the row that the fact is read from; written in this transaction
   */
  void write(Fact fact, UUID key) {
    entities.flush();
    UUID id = UUID.randomUUID();
    long number = jdbc.sql("select nextval('ledger_intent_number')").query(Long.class).single();
    Vault.Fresh secrets = vault.fresh();
    Draft draft = new Draft(id, number, place.origin(), secrets);
    Row row =
        read(fact, key)
            .orElseThrow(
                () -> new IllegalStateException("There is no row of " + fact.name() + " " + key));
    Entry entry = fact.reading().entry(row, draft).build();
    jdbc.sql(
            """
            insert into ledger_intent (id, number, kind, source_key, action_id, entry, created_at)
            values (:id, :number, :kind, :key, cast(:action as uuid), :entry, :at)
            """)
        .param("id", id)
        .param("number", number)
        .param("kind", fact.name())
        .param("key", key.toString())
        .param("action", entry.action().orElse(null))
        .param("entry", new String(EntryWriter.write(entry), StandardCharsets.UTF_8))
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    secrets.keep(id);
    bell.ringAfterCommit();
  }

  /**
   * The row of a fact, as it is now; sealed words say what they say.
   *
   * @throws IllegalStateException when sealed words were altered
   */
  @Transactional(propagation = Propagation.SUPPORTS)
  Optional<Row> read(Fact fact, UUID key) {
    List<Row> rows =
        jdbc.sql(fact.sql()).param("key", key).query().listOfRows().stream()
            .map(this::opened)
            .toList();
    return rows.stream().findFirst();
  }

  private Row opened(Map<String, Object> columns) {
    columns.replaceAll((name, value) -> value instanceof String text ? payloads.show(text) : value);
    return new Row(columns);
  }
}
