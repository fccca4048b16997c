package io.countersign.evidence.internal;

import io.countersign.actions.Payloads;
import io.countersign.support.CanonicalJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** All actions that were sealed in a period. */
@Component
class Population {

  /** What is asked, for the auditor to read and to repeat. */
  static final String QUERY =
      "select * from countersign.evidence_population where sealed_at >= ? and sealed_at < ?"
          + " order by sealed_at, id";

  private static final int AT_ONCE = 500;

  private final JdbcTemplate jdbc;
  private final Payloads payloads;

  Population(JdbcTemplate jdbc, Payloads payloads) {
    this.payloads = payloads;
    this.jdbc = jdbc;
  }

  /** Takes each in order, without ever holding all of them. Needs a transaction around it. */
  void each(Instant from, Instant to, Consumer<Member> taker) {
    jdbc.query(
        connection -> {
          var statement = connection.prepareStatement(QUERY);
          statement.setFetchSize(AT_ONCE);
          statement.setObject(1, from.atOffset(ZoneOffset.UTC));
          statement.setObject(2, to.atOffset(ZoneOffset.UTC));
          return statement;
        },
        row -> {
          taker.accept(member(row));
        });
  }

  private Member member(ResultSet row) throws SQLException {
    Map<String, Object> action =
        payloads.open(row.getString("canonical")).map(CanonicalJson::read).orElseGet(Map::of);
    Optional<Map<String, Object>> ruling =
        Optional.ofNullable(row.getString("ruling")).map(CanonicalJson::read);
    return new Member(
        row.getObject("id", UUID.class),
        row.getString("digest"),
        row.getObject("sealed_at", OffsetDateTime.class).toInstant(),
        String.valueOf(action.get("effect")),
        String.valueOf(action.get("environment")),
        String.valueOf(action.get("requestedBy")),
        Boolean.TRUE.equals(action.get("breakGlass")),
        ruling.map(said -> String.valueOf(said.get("kind"))),
        ruling.map(said -> texts(said.get("controls"))).orElse(List.of()),
        Optional.ofNullable(row.getString("verdict")),
        Optional.ofNullable(row.getString("execution")),
        row.getLong("recorded"),
        row.getLong("unpublished"),
        row.getLong("findings"));
  }

  private static List<String> texts(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }
}
