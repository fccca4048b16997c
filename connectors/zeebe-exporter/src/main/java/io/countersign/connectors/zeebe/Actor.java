package io.countersign.connectors.zeebe;

import io.camunda.zeebe.protocol.record.Record;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who gave a command, as the engine authenticated it.
 *
 * <p>Engines before 8.8 do not say; 8.8 says it on commands, 8.9 on events too.
 *
 * @param name user name or client id
 * @param kind {@code user}, {@code client} or {@code anonymous}
 */
record Actor(@Nullable String name, @Nullable String kind) {

  static final Actor UNKNOWN = new Actor(null, null);

  static Actor of(Record<?> record) {
    Map<String, Object> claims = claims(record);
    if (claims == null || claims.isEmpty()) {
      return UNKNOWN;
    }
    if (claims.get("authorized_username") instanceof String user && !user.isEmpty()) {
      return new Actor(SafeText.of(user), "user");
    }
    if (claims.get("authorized_client_id") instanceof String client && !client.isEmpty()) {
      return new Actor(SafeText.of(client), "client");
    }
    return Boolean.TRUE.equals(claims.get("authorized_anonymous_user"))
        ? new Actor(null, "anonymous")
        : UNKNOWN;
  }

  /** An engine that moved the claims elsewhere must cost us the actor, not the record. */
  private static @Nullable Map<String, Object> claims(Record<?> record) {
    try {
      return record.getAuthorizations();
    } catch (LinkageError moved) {
      return null;
    }
  }
}
