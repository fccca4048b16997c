package io.countersign.record.internal;

import io.countersign.record.Finding;
import io.countersign.record.FindingCode;
import io.countersign.record.FindingOpened;
import io.countersign.support.CanonicalJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Findings as stored. A difference is stored once; what a person resolved stays resolved. */
@Component
@Transactional
class StoredFindings {

  private static final Logger LOG = LoggerFactory.getLogger(StoredFindings.class);

  private final JdbcClient jdbc;
  private final Intents intents;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  StoredFindings(JdbcClient jdbc, Intents intents, ApplicationEventPublisher events, Clock clock) {
    this.jdbc = jdbc;
    this.intents = intents;
    this.events = events;
    this.clock = clock;
  }

  /** Stores what a check saw, and puts it on record the first time. */
  void note(Observation seen) {
    UUID id = UUID.randomUUID();
    OffsetDateTime now = now();
    int added =
        jdbc.sql(
                """
                insert into finding (id, code, severity, subject, action_id, sentence, detail,
                  first_seen, last_seen)
                values (:id, :code, :severity, :subject, cast(:action as uuid), :sentence, :detail,
                  :now, :now)
                on conflict (code, subject) do nothing
                """)
            .param("id", id)
            .param("code", seen.code().name())
            .param("severity", seen.code().severity().name())
            .param("subject", seen.subject())
            .param("action", seen.actionId().map(UUID::toString).orElse(null))
            .param("sentence", seen.sentence())
            .param("detail", CanonicalJson.of(seen.detail()))
            .param("now", now)
            .update();
    if (added == 1) {
      LOG.warn("Finding {}: {}", seen.code(), seen.sentence());
      intents.write(FindingFacts.OPENED, id);
      events.publishEvent(new FindingOpened(id, seen.code(), seen.sentence()));
    } else {
      jdbc.sql("update finding set last_seen = ? where code = ? and subject = ?")
          .params(now, seen.code().name(), seen.subject())
          .update();
    }
  }

  Optional<Finding> resolve(UUID id, String by, String resolution) {
    int closed =
        jdbc.sql(
                """
                update finding set state = 'RESOLVED', closed_by = ?, closed_at = ?, resolution = ?
                where id = ? and state = 'OPEN'
                """)
            .params(by, now(), resolution, id)
            .update();
    if (closed == 1) {
      intents.write(FindingFacts.RESOLVED, id);
    }
    return find(id);
  }

  /** Closes open findings of these codes that are not seen any more. */
  void clear(FindingCode code, List<String> stillSeen) {
    jdbc.sql(
            """
            update finding set state = 'CLEARED', closed_by = 'countersign', closed_at = :now
            where code = :code and state = 'OPEN' and not subject = any (:seen)
            """)
        .param("now", now())
        .param("code", code.name())
        .param("seen", stillSeen.toArray(String[]::new))
        .update();
  }

  @Transactional(readOnly = true)
  List<Finding> list(boolean openOnly) {
    return jdbc.sql(
            "select * from finding where not ? or state = 'OPEN' order by first_seen desc, id")
        .param(openOnly)
        .query((row, n) -> finding(row))
        .list();
  }

  @Transactional(readOnly = true)
  Optional<Finding> find(UUID id) {
    return jdbc.sql("select * from finding where id = ?")
        .param(id)
        .query((row, n) -> finding(row))
        .optional();
  }

  private static Finding finding(ResultSet row) throws SQLException {
    return new Finding(
        row.getObject("id", UUID.class),
        FindingCode.valueOf(row.getString("code")),
        row.getString("subject"),
        Optional.ofNullable(row.getObject("action_id", UUID.class)),
        row.getString("sentence"),
        CanonicalJson.read(row.getString("detail")),
        time(row, "first_seen"),
        time(row, "last_seen"),
        Finding.State.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("closed_by")),
        Optional.ofNullable(row.getString("resolution")));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
