package io.countersign.record.internal;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The log as the database knows it. */
@Component
class Heads {

  private final JdbcClient jdbc;

  Heads(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Head> current() {
    return jdbc.sql(Head.SELECT).query((row, n) -> Head.of(row)).optional();
  }
}
