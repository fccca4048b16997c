package io.countersign.api.internal;

import io.countersign.actions.Payloads;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Answers under the keys that callers chose for their requests. They are kept sealed under the keys
 * of the actions that they are about, and go with what those said.
 */
@Component
class IdempotencyStore {

  /** After this time whoever began and never answered is taken for dead. */
  private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(1);

  private static final String NAME = "answer";

  /** Each byte is one character, whatever the answer's type. */
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** An answer about more actions than these is a list, which quotes none of them. */
  private static final int FEW = 3;

  private final JdbcClient jdbc;
  private final Payloads payloads;
  private final Duration keep;
  private final Clock clock;

  IdempotencyStore(JdbcClient jdbc, Payloads payloads, LimitProperties limits, Clock clock) {
    this.jdbc = jdbc;
    this.payloads = payloads;
    this.keep = limits.idempotency();
    this.clock = clock;
  }

  /** How a request under a key begins. */
  sealed interface Beginning {

    /** It is the first; carry it out. */
    record First() implements Beginning {}

    /** It was carried out before. */
    record Answered(Answer answer) implements Beginning {}

    /** It was carried out before, and what was answered is erased. */
    record Erased() implements Beginning {}

    /** The key belongs to another request of this caller. */
    record Another() implements Beginning {}

    /** It is being carried out at this moment. */
    record UnderWay() implements Beginning {}
  }

  /** An answer as it was sent. */
  record Answer(int status, String contentType, byte[] body) {}

  /**
   * @param end how it ended; empty while it is under way
   */
  private record Row(
      String digest, Instant startedAt, Instant expiresAt, Optional<Beginning> end) {}

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
    if (row.end().isPresent()) {
      return row.end().get();
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
                    status = null, content_type = null, body = null,
                    sealed = null, actions = '{}'
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
              Optional<Beginning> end =
                  row.wasNull() ? Optional.empty() : Optional.of(end(row, status));
              return new Row(
                  row.getString("request_digest"),
                  row.getTimestamp("started_at").toInstant(),
                  row.getTimestamp("expires_at").toInstant(),
                  end);
            })
        .optional();
  }

  private Beginning end(ResultSet row, int status) throws SQLException {
    String type = row.getString("content_type");
    String sealed = row.getString("sealed");
    byte[] clear = row.getBytes("body");
    if (sealed == null || clear.length > 0) {
      return new Beginning.Answered(new Answer(status, type, clear));
    }
    return opened(sealed)
        .<Beginning>map(
            body -> new Beginning.Answered(new Answer(status, type, body.getBytes(BYTES))))
        .orElseGet(Beginning.Erased::new);
  }

  private Optional<String> opened(String stored) {
    Optional<String> text = Optional.of(stored).filter(Payloads::isSealed);
    while (text.isPresent() && Payloads.isSealed(text.get())) {
      text = payloads.open(text.get());
    }
    return text;
  }

  /**
   * Keeps an answer.
   *
   * @param address where the request went to; the ids in it and in the answer name the actions that
   *     the answer is about
   */
  void answered(String caller, String key, String address, Answer answer) {
    String body = new String(answer.body(), BYTES);
    List<UUID> about = actionsNamed(address + " " + body);
    jdbc.sql(
            """
            update idempotent_request
            set status = ?, content_type = ?, body = '', sealed = ?, actions = cast(? as uuid[])
            where caller = ? and idempotency_key = ?
            """)
        .params(answer.status(), answer.contentType(), sealed(about, body))
        .params(about.stream().map(UUID::toString).toArray(String[]::new), caller, key)
        .update();
  }

  /** Whichever of the actions is erased takes the answer with it, in copies as well. */
  private String sealed(List<UUID> about, String body) {
    List<UUID> keys =
        about.size() > FEW
            ? List.of()
            : about.stream().filter(action -> !payloads.isDestroyed(action)).toList();
    String sealed =
        payloads.seal(keys.isEmpty() ? Payloads.NO_ACTION : keys.getFirst(), NAME, body);
    for (UUID action : keys.subList(Math.min(1, keys.size()), keys.size())) {
      sealed = payloads.seal(action, NAME, sealed);
    }
    return sealed;
  }

  private List<UUID> actionsNamed(String text) {
    String[] ids =
        ID.matcher(text).results().map(MatchResult::group).distinct().toArray(String[]::new);
    return ids.length == 0
        ? List.of()
        : jdbc.sql("select unnest(actions_named(cast(? as uuid[])))")
            .param(ids)
            .query(UUID.class)
            .list();
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
