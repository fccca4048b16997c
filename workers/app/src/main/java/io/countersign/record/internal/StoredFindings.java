package io.countersign.record.internal;

import io.countersign.record.Finding;
import io.countersign.record.FindingClosed;
import io.countersign.record.FindingCode;
import io.countersign.record.FindingOpened;
import io.countersign.record.FindingReopened;
import io.countersign.record.Findings.Turn;
import io.countersign.record.Resolving;
import io.countersign.record.Resolving.Reason;
import io.countersign.record.Resolving.Refused;
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

  /** Characters that a resolution may have. */
  private static final int LONGEST = 2_000;

  private final JdbcClient jdbc;
  private final Intents intents;
  private final Resolvers resolvers;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  StoredFindings(
      JdbcClient jdbc,
      Intents intents,
      Resolvers resolvers,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jdbc = jdbc;
    this.intents = intents;
    this.resolvers = resolvers;
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
      seenAgain(seen, now);
    }
  }

  private record Known(UUID id, Finding.State state) {}

  /** What had mended itself is open again; what a person resolved stays resolved. */
  private void seenAgain(Observation seen, OffsetDateTime now) {
    Known known =
        jdbc.sql(
                """
                update finding set last_seen = ? where code = ? and subject = ?
                returning id, state
                """)
            .params(now, seen.code().name(), seen.subject())
            .query(Known.class)
            .single();
    if (known.state() != Finding.State.CLEARED) {
      return;
    }
    LOG.warn("Finding {} again: {}", seen.code(), seen.sentence());
    UUID turn = turn(known.id(), Finding.State.OPEN);
    jdbc.sql(
            """
            update finding set state = 'OPEN', closed_by = null, closed_at = null where id = ?
            """)
        .param(known.id())
        .update();
    intents.write(FindingFacts.REOPENED, turn);
    events.publishEvent(new FindingReopened(known.id(), seen.code(), seen.sentence()));
  }

  private UUID turn(UUID finding, Finding.State state) {
    UUID id = UUID.randomUUID();
    jdbc.sql("insert into finding_turn (id, finding_id, state, turned_at) values (?, ?, ?, ?)")
        .params(id, finding, state.name(), now())
        .update();
    return id;
  }

  @Transactional(readOnly = true)
  List<Turn> turns(UUID id) {
    return jdbc.sql(
            "select state, turned_at as at from finding_turn where finding_id = ? order by number")
        .param(id)
        .query((row, n) -> new Turn(Finding.State.valueOf(row.getString(1)), time(row, "at")))
        .list();
  }

  Resolving resolve(UUID id, String who, String resolution) {
    Optional<Finding> found = find(id);
    if (found.isEmpty()) {
      return new Refused(Reason.UNKNOWN_FINDING, "There is no finding '" + id + "'.");
    }
    Optional<Refused> objection = unfit(resolution).or(() -> resolvers.objection(found.get(), who));
    // PostgreSQL text holds no NUL.
    return objection.isPresent()
        ? objection.get()
        : close(id, who, resolution.strip().replace('\0', '\ufffd'));
  }

  private static Optional<Refused> unfit(String resolution) {
    return resolution.isBlank() || resolution.length() > LONGEST
        ? Optional.of(
            new Refused(
                Reason.UNFIT_REASON,
                "Say what you found out, in 1 to %d characters; these are %d."
                    .formatted(LONGEST, resolution.strip().length())))
        : Optional.empty();
  }

  private Resolving close(UUID id, String who, String resolution) {
    int closed =
        jdbc.sql(
                """
                update finding set state = 'RESOLVED', closed_by = ?, closed_at = ?, resolution = ?
                where id = ? and state = 'OPEN'
                """)
            .params(who, now(), resolution, id)
            .update();
    Finding finding = find(id).orElseThrow();
    if (closed == 0) {
      return new Refused(
          Reason.ALREADY_CLOSED,
          "It is " + finding.state() + " by " + finding.closedBy().orElse("nobody") + ".");
    }
    intents.write(FindingFacts.RESOLVED, id);
    events.publishEvent(new FindingClosed(id, finding.code(), finding.state()));
    return new Resolving.Closed(finding);
  }

  /** Closes open findings of these codes that are not seen any more. */
  void clear(FindingCode code, List<String> stillSeen) {
    jdbc.sql(
            """
            update finding set state = 'CLEARED', closed_by = 'countersign', closed_at = :now
            where code = :code and state = 'OPEN' and not subject = any (:seen) returning id
            """)
        .param("now", now())
        .param("code", code.name())
        .param("seen", stillSeen.toArray(String[]::new))
        .query(UUID.class)
        .list()
        .forEach(id -> cleared(id, code));
  }

  private void cleared(UUID id, FindingCode code) {
    intents.write(FindingFacts.CLEARED, turn(id, Finding.State.CLEARED));
    events.publishEvent(new FindingClosed(id, code, Finding.State.CLEARED));
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
  List<Finding> ofAction(UUID actionId) {
    return jdbc.sql("select * from finding where action_id = ? order by first_seen desc, id")
        .param(actionId)
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
