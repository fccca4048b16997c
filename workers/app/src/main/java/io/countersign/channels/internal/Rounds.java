package io.countersign.channels.internal;

import io.countersign.actions.Payloads;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What happened to rounds, by version. */
@Repository
@Transactional
class Rounds {

  private final JdbcClient jdbc;
  private final Payloads payloads;
  private final Clock clock;

  Rounds(JdbcClient jdbc, Payloads payloads, Clock clock) {
    this.payloads = payloads;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A round as channels know it. */
  record Known(UUID roundId, int version, int routed, String digest) {}

  /** Words of one version. */
  record Told(int version, String words) {}

  /**
   * Something happened. Versions of a round are given out in the order of commits: the row stays
   * locked until the caller's transaction ends.
   *
   * @param words what to say in threads; empty for nothing
   */
  void happened(UUID roundId, Optional<String> words) {
    int version =
        jdbc.sql(
                """
                insert into channel_round (round_id, version) values (?, 1)
                on conflict (round_id) do update
                  set version = channel_round.version + 1, over = false
                returning version
                """)
            .param(roundId)
            .query(Integer.class)
            .single();
    words.ifPresent(
        said ->
            jdbc.sql("insert into channel_event values (?, ?, ?, ?)")
                .params(
                    roundId, version, said.replace('\0', '\ufffd'), Timestamp.from(clock.instant()))
                .update());
  }

  /** Somebody said something; their words are kept as the words of the action are. */
  void quoted(UUID roundId, String words) {
    UUID subject =
        jdbc.sql("select subject_id from review_round where id = ?")
            .param(roundId)
            .query(UUID.class)
            .single();
    happened(roundId, Optional.of(payloads.seal(subject, "event", words)));
  }

  Optional<Known> find(UUID roundId) {
    return jdbc.sql(
            "select round_id, version, routed, digest from channel_round where round_id = ?")
        .param(roundId)
        .query(Known.class)
        .optional();
  }

  List<Known> unrouted() {
    return jdbc.sql(
            """
            select round_id, version, routed, digest from channel_round
            where not over and routed < version order by round_id limit 100
            """)
        .query(Known.class)
        .list();
  }

  List<Known> goingOn() {
    return jdbc.sql(
            "select round_id, version, routed, digest from channel_round where not over limit 1000")
        .query(Known.class)
        .list();
  }

  void routed(UUID roundId, int version) {
    jdbc.sql("update channel_round set routed = ? where round_id = ? and routed < ?")
        .params(version, roundId, version)
        .update();
  }

  /** Remembers what cards of a version say, unless there is a newer one. */
  void said(UUID roundId, int version, String digest) {
    jdbc.sql("update channel_round set digest = ? where round_id = ? and version = ?")
        .params(digest, roundId, version)
        .update();
  }

  /** Nothing more is expected of a round, as long as nothing happens. */
  void over(UUID roundId, int version) {
    jdbc.sql("update channel_round set over = true where round_id = ? and version = ?")
        .params(roundId, version)
        .update();
  }

  /** What happened after one version, up to another. */
  List<Told> between(UUID roundId, int after, int upTo) {
    return jdbc
        .sql(
            """
            select version, words from channel_event
            where round_id = ? and version > ? and version <= ? order by version
            """)
        .params(roundId, after, upTo)
        .query(Told.class)
        .list()
        .stream()
        .map(told -> new Told(told.version(), payloads.show(told.words())))
        .toList();
  }
}
