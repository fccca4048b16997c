package io.countersign.record.internal;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which action a process instance was started for. */
@Component
class InstanceActions {

  private final JdbcClient jdbc;

  InstanceActions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The action of a root instance; a release has its action's id, sealed or not yet. */
  Optional<UUID> actionOf(long rootKey) {
    return jdbc.sql(
            """
            select id from release where process_instance_key = :key
            union select action_id from action_request where process_instance_key = :key
            """)
        .param("key", rootKey)
        .query(UUID.class)
        .optional();
  }
}
