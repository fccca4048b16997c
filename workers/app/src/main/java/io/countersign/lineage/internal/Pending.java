package io.countersign.lineage.internal;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Actions and releases of which something is new. */
@Component
class Pending {

  private static final int LONGEST_WAIT_SECONDS = 600;
  private static final int LONGEST_PROBLEM = 500;

  private final JdbcClient jdbc;
  private final EntityManager entities;
  private final Clock clock;

  Pending(JdbcClient jdbc, EntityManager entities, Clock clock) {
    this.jdbc = jdbc;
    this.entities = entities;
    this.clock = clock;
  }

  void add(UUID subject) {
    jdbc.sql("insert into lineage_pending (subject, next_at) values (?, ?)")
        .params(subject, now())
        .update();
  }

  /** What a round is about. */
  void addRound(UUID round) {
    entities.flush();
    jdbc.sql(
            """
            insert into lineage_pending (subject, next_at)
            select subject_id, ? from review_round where id = ?
            """)
        .params(now(), round)
        .update();
  }

  void addEverything() {
    jdbc.sql(
            """
            insert into lineage_pending (subject, next_at)
            select id, :now from (select id from release union select id from sealed_action) known
            """)
        .param("now", now())
        .update();
  }

  List<UUID> due(int limit) {
    return jdbc.sql(
            """
            select subject from lineage_pending where next_at <= ?
            group by subject order by min(number) limit ?
            """)
        .params(now(), limit)
        .query(UUID.class)
        .list();
  }

  /** What is noted of a subject now. Later notes are not among it. */
  List<Long> notes(UUID subject) {
    return jdbc.sql("select number from lineage_pending where subject = ?")
        .param(subject)
        .query(Long.class)
        .list();
  }

  void done(List<Long> notes) {
    if (!notes.isEmpty()) {
      jdbc.sql("delete from lineage_pending where number in (:notes)")
          .param("notes", notes)
          .update();
    }
  }

  /** Tries again later: after seconds at first, at last every ten minutes. */
  void failed(UUID subject, String problem) {
    jdbc.sql(
            """
            update lineage_pending set attempts = attempts + 1, problem = :problem,
              next_at = :now + make_interval(secs => least(:longest, power(2, least(attempts, 20))))
            where subject = :subject
            """)
        .param("problem", problem.substring(0, Math.min(problem.length(), LONGEST_PROBLEM)))
        .param("now", now())
        .param("longest", LONGEST_WAIT_SECONDS)
        .param("subject", subject)
        .update();
  }

  long size() {
    return jdbc.sql("select count(distinct subject) from lineage_pending")
        .query(Long.class)
        .single();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
