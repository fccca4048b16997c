package io.countersign.policy.internal;

import io.countersign.policy.UnpinnedPolicyUsed;
import io.countersign.policy.Violations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
class StoredViolations implements Violations {

  private static final Logger LOG = LoggerFactory.getLogger(StoredViolations.class);

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  StoredViolations(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
    this.jdbc = jdbc;
    this.events = events;
    this.clock = clock;
  }

  @Override
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void record(Kind kind, String subject, long key, String detail) {
    Instant now = clock.instant();
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    int times =
        jdbc.sql(
                """
                insert into policy_violation as v
                  (id, kind, subject, engine_key, detail, times, first_at, last_at)
                values (?, ?, ?, ?, ?, 1, ?, ?)
                on conflict (kind, subject, engine_key)
                  do update set times = v.times + 1, last_at = excluded.last_at
                returning times
                """)
            .params(UUID.randomUUID(), kind.name(), subject, key, detail, at, at)
            .query(Integer.class)
            .single();
    if (times == 1) {
      LOG.warn("{}: {}", kind, detail);
      events.publishEvent(new UnpinnedPolicyUsed(kind, subject, key, detail, now));
    }
  }

  @Override
  public List<Violation> all() {
    return jdbc.sql(
            """
            select kind, subject, engine_key, detail, times, first_at, last_at
            from policy_violation order by last_at desc, id
            """)
        .query(StoredViolations::violation)
        .list();
  }

  private static Violation violation(ResultSet row, int number) throws SQLException {
    return new Violation(
        Kind.valueOf(row.getString("kind")),
        row.getString("subject"),
        row.getLong("engine_key"),
        row.getString("detail"),
        row.getInt("times"),
        row.getObject("first_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_at", OffsetDateTime.class).toInstant());
  }
}
