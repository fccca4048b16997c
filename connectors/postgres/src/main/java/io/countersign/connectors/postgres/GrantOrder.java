package io.countersign.connectors.postgres;

import io.countersign.spi.EffectRequest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The grant that an action asks for.
 *
 * @param window how long it lasts; empty for good
 * @param endSessions whether the member's sessions end with it
 */
record GrantOrder(
    String connection, String role, String member, Optional<Duration> window, boolean endSessions) {

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when a value is missing or the window is no duration
   */
  static GrantOrder of(EffectRequest request) {
    return new GrantOrder(
        request.target("connection"),
        request.target("role"),
        request.target("member"),
        Optional.ofNullable(request.parameters().get("window")).map(GrantOrder::duration),
        !"false".equals(request.parameters().get("endSessions")));
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "The window is '" + text + "'. Write a duration such as PT2H.", e);
    }
  }

  /** The statement that gives the membership. */
  String grantSql() {
    return "GRANT " + Sql.name(role) + " TO " + Sql.name(member) + " WITH ADMIN FALSE";
  }

  /** The statement that takes it back, except that it names whom it was granted by. */
  String revokeSql() {
    return "REVOKE " + Sql.name(role) + " FROM " + Sql.name(member);
  }

  /** The statement that ends the member's sessions, as a reviewer reads it. */
  String endSessionsSql() {
    return "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = "
        + Sql.text(member);
  }
}
