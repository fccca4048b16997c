package io.countersign.record.internal;

import io.countersign.record.EvidencePackExamined;
import io.countersign.record.EvidencePackMade;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps which evidence packs were made and examined, and puts it on record. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Packs {

  private final JdbcClient jdbc;
  private final Intents intents;

  Packs(JdbcClient jdbc, Intents intents) {
    this.jdbc = jdbc;
    this.intents = intents;
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(EvidencePackMade made) {
    UUID id = UUID.randomUUID();
    happened(id, PackFacts.MADE, made.manifestDigest(), made.by(), made.at())
        .param("framework", made.framework())
        .param("from", made.from().atOffset(ZoneOffset.UTC))
        .param("to", made.to().atOffset(ZoneOffset.UTC))
        .param("note", null)
        .update();
    intents.write(PackFacts.MADE, id);
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(EvidencePackExamined examined) {
    UUID id = UUID.randomUUID();
    happened(id, PackFacts.EXAMINED, examined.packDigest(), examined.by(), examined.at())
        .param("framework", null)
        .param("from", null)
        .param("to", null)
        .param("note", examined.note())
        .update();
    intents.write(PackFacts.EXAMINED, id);
  }

  private JdbcClient.StatementSpec happened(
      UUID id, Fact step, String digest, String person, Instant at) {
    return jdbc.sql(
            """
            insert into pack_event (id, kind, pack_digest, person, happened_at, framework,
              period_from, period_to, note)
            values (:id, :kind, :digest, :person, :at, :framework, cast(:from as timestamptz),
              cast(:to as timestamptz), :note)
            """)
        .param("id", id)
        .param("kind", step.name())
        .param("digest", digest)
        .param("person", person)
        .param("at", at.atOffset(ZoneOffset.UTC));
  }
}
