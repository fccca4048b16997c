package io.countersign.record.internal;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each comparison has come. */
@Component
class Cursors {

  private final JdbcClient jdbc;
  private final Clock clock;

  Cursors(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The position behind which to look; -1 at the beginning. */
  long get(String name) {
    return jdbc.sql("select position from reconciler_cursor where name = ?")
        .param(name)
        .query(Long.class)
        .optional()
        .orElse(-1L);
  }

  void set(String name, long position) {
    jdbc.sql(
            """
            insert into reconciler_cursor (name, position, updated_at) values (?, ?, ?)
            on conflict (name) do update
              set position = excluded.position, updated_at = excluded.updated_at
            """)
        .params(name, position, clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
