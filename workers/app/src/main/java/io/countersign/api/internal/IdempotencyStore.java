package io.countersign.api.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Answers under the keys that callers chose for their requests. */
@Component
class IdempotencyStore {

  /** After this time whoever began and never answered is taken for dead. */
  private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Duration keep;
  private final Clock clock;

  IdempotencyStore(JdbcClient jdbc, LimitProperties limits, Clock clock) {
    this.jdbc = jdbc;
    this.keep = limits.idempotency();
    this.clock = clock;
  }

  /** How a request under a key begins. */
  sealed interface Beginning {

    /** It is the first; carry it out. */
    record First() implements Beginning {}

    /** It was carried out before. */
    record Answered(Answer answer) implements Beginning {}

    /** The key belongs to another request of this caller. */
    record Another() implements Beginning {}

    /** It is being carried out at this moment. */
    record UnderWay() implements Beginning {}
  }

  /** An answer as it was sent. */
  record Answer(int status, String contentType, byte[] body) {}

  private record Row(
      String digest, Instant startedAt, Instant expiresAt, Optional<Answer> answer) {}

  Beginning begin(String caller, String key, String digest) {
    Instant now = clock.instant();
    if (insert(caller, key, digest, now)) {
      return new Beginning.First();
    }
    Optional<Row> found = find(caller, key);
    if (found.isEmpty()) {
      return new Beginning.UnderWay();
    }
    Row row = found.get();
    if (!row.expiresAt().isAfter(now)) {
      return takeOver(caller, key, digest, row, now);
    }
    if (!row.digest().equals(digest)) {
      return new Beginning.Another();
    }
    if (row.answer().isPresent()) {
      return new Beginning.Answered(row.answer().get());
    }
    return row.startedAt().plus(ANSWERS_WITHIN).isAfter(now)
        ? new Beginning.UnderWay()
        : takeOver(caller, key, digest, row, now);
  }

  private boolean insert(String caller, String key, String digest, Instant now) {
    return jdbc.sql(
                """
                insert into idempotent_request
                  (caller, idempotency_key, request_digest, started_at, expires_at)
                values (?, ?, ?, ?, ?)
                on conflict do nothing
                """)
            .params(caller, key, digest, Timestamp.from(now), Timestamp.from(now.plus(keep)))
            .update()
        == 1;
  }

  /** One of those who find the same leftover goes on. */
  private Beginning takeOver(String caller, String key, String digest, Row old, Instant now) {
    int taken =
        jdbc.sql(
                """
                update idempotent_request
                set request_digest = ?, started_at = ?, expires_at = ?,
                    status = null, content_type = null, body = null
                where caller = ? and idempotency_key = ? and started_at = ?
                """)
            .params(digest, Timestamp.from(now), Timestamp.from(now.plus(keep)))
            .params(caller, key, Timestamp.from(old.startedAt()))
            .update();
    return taken == 1 ? new Beginning.First() : new Beginning.UnderWay();
  }

  private Optional<Row> find(String caller, String key) {
    return jdbc.sql("select * from idempotent_request where caller = ? and idempotency_key = ?")
        .params(caller, key)
        .query(
            (row, n) -> {
              int status = row.getInt("status");
              Optional<Answer> answer =
                  row.wasNull()
                      ? Optional.empty()
                      : Optional.of(
                          new Answer(status, row.getString("content_type"), row.getBytes("body")));
              return new Row(
                  row.getString("request_digest"),
                  row.getTimestamp("started_at").toInstant(),
                  row.getTimestamp("expires_at").toInstant(),
                  answer);
            })
        .optional();
  }

  void answered(String caller, String key, Answer answer) {
    jdbc.sql(
            """
            update idempotent_request set status = ?, content_type = ?, body = ?
            where caller = ? and idempotency_key = ?
            """)
        .params(answer.status(), answer.contentType(), answer.body(), caller, key)
        .update();
  }

  /** Nothing happened that would have to be remembered. */
  void forget(String caller, String key) {
    jdbc.sql("delete from idempotent_request where caller = ? and idempotency_key = ?")
        .params(caller, key)
        .update();
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
  void expire() {
    jdbc.sql("delete from idempotent_request where expires_at <= ?")
        .param(Timestamp.from(clock.instant()))
        .update();
  }
}
