package io.countersign.channels.internal;

import io.countersign.spi.review.MessageRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which message shows which round, and how up to date it is. */
@Repository
@Transactional
class Messages {

  /** For how long a message is one worker's. */
  static final Duration LEASE = Duration.ofMinutes(1);

  private static final String COLUMNS =
      "id, round_id, kind, destination, place, message, shown, told, failures";

  private final JdbcClient jdbc;
  private final Clock clock;

  Messages(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Where a message stands: in a shared place, with one person, or found where nobody knew it. */
  enum Kind {
    PLACE,
    DIRECT,
    FOUND
  }

  /**
   * A message.
   *
   * @param ref where it is, once it was posted
   * @param shown the version that it shows
   * @param told the version up to which its thread tells what happened
   */
  record Message(
      UUID id,
      UUID roundId,
      Kind kind,
      String destination,
      Optional<MessageRef> ref,
      int shown,
      int told,
      int failures) {}

  /** Wants a message in a place; does nothing where there is one already. */
  void want(String channel, UUID roundId, Kind kind, String destination, Instant from) {
    jdbc.sql(
            """
            insert into channel_message (id, round_id, channel, kind, destination, due_at)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing
            """)
        .params(UUID.randomUUID(), roundId, channel, kind.name(), destination, Timestamp.from(from))
        .update();
  }

  /** Looks after a message from now on that was found; brings one that is known up to date. */
  void found(String channel, UUID roundId, MessageRef ref) {
    int known =
        jdbc.sql(
                """
                update channel_message set shown = 0, due_at = ?
                where channel = ? and place = ? and message = ?
                """)
            .params(now(), channel, ref.place(), ref.id())
            .update();
    if (known == 0) {
      jdbc.sql(
              """
              insert into channel_message
                (id, round_id, channel, kind, destination, place, message, told, due_at)
              select ?, round_id, ?, 'FOUND', ?, ?, ?, version, ? from channel_round
              where round_id = ? on conflict do nothing
              """)
          .params(
              UUID.randomUUID(),
              channel,
              ref.place() + " " + ref.id(),
              ref.place(),
              ref.id(),
              now(),
              roundId)
          .update();
    }
  }

  /** The round that a card shows. */
  Optional<UUID> round(String channel, UUID id) {
    return jdbc.sql("select round_id from channel_message where id = ? and channel = ?")
        .params(id, channel)
        .query(UUID.class)
        .optional();
  }

  /** Takes messages that are out of date, for one minute. */
  List<Message> take(String channel, int most) {
    return jdbc.sql(
            """
            update channel_message set due_at = ? where id in (
              select m.id from channel_message m join channel_round r on r.round_id = m.round_id
              where m.channel = ? and not m.gone and m.due_at <= ?
                and (m.shown < r.version or m.told < r.version)
              order by m.due_at limit ? for update of m skip locked)
            returning\s"""
                + COLUMNS)
        .params(Timestamp.from(clock.instant().plus(LEASE)), channel, now(), most)
        .query(Messages::read)
        .list();
  }

  private static Message read(ResultSet row, int number) throws SQLException {
    String place = row.getString("place");
    return new Message(
        row.getObject("id", UUID.class),
        row.getObject("round_id", UUID.class),
        Kind.valueOf(row.getString("kind")),
        row.getString("destination"),
        place == null
            ? Optional.empty()
            : Optional.of(new MessageRef(place, row.getString("message"))),
        row.getInt("shown"),
        row.getInt("told"),
        row.getInt("failures"));
  }

  void posted(UUID id, MessageRef ref, int version) {
    jdbc.sql(
            """
            update channel_message set place = ?, message = ?, shown = ?, told = ?
            where id = ?
            """)
        .params(ref.place(), ref.id(), version, version, id)
        .update();
  }

  void shown(UUID id, int version) {
    jdbc.sql("update channel_message set shown = ? where id = ?").params(version, id).update();
  }

  void told(UUID id, int version) {
    jdbc.sql("update channel_message set told = ? where id = ?").params(version, id).update();
  }

  /** All done; due again as soon as something happens. */
  void release(UUID id) {
    jdbc.sql("update channel_message set failures = 0, problem = null, due_at = ? where id = ?")
        .params(now(), id)
        .update();
  }

  /** Not now. */
  void wait(UUID id, Instant until) {
    jdbc.sql("update channel_message set due_at = ? where id = ?")
        .params(Timestamp.from(until), id)
        .update();
  }

  void failed(UUID id, Instant until, String problem) {
    jdbc.sql(
            """
            update channel_message set failures = failures + 1, problem = ?, due_at = ?
            where id = ?
            """)
        .params(problem, Timestamp.from(until), id)
        .update();
  }

  /** It is no longer where it was; to be posted anew. */
  void lost(UUID id) {
    jdbc.sql(
            """
            update channel_message set place = null, message = null, shown = 0, due_at = ?
            where id = ?
            """)
        .params(now(), id)
        .update();
  }

  /** Nothing more happens to it. */
  void gone(UUID id) {
    jdbc.sql("update channel_message set gone = true where id = ?").param(id).update();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
