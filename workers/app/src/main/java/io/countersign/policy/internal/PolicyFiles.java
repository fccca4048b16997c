package io.countersign.policy.internal;

import io.countersign.bpmn.Model;
import io.countersign.policy.PolicyResource;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The content of models, stored under its digest and never changed. */
@Component
class PolicyFiles {

  private final JdbcClient jdbc;
  private final Clock clock;

  PolicyFiles(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Stores a resource's content, once. */
  void keep(PolicyResource resource) {
    jdbc.sql(
            "insert into policy_resource (digest, content, stored_at) values (?, ?, ?)"
                + " on conflict do nothing")
        .params(resource.digest(), resource.model().text(), now())
        .update();
  }

  /** Stores a resource that somebody proposes. */
  void keep(PolicyResource resource, String proposedBy) {
    keep(resource);
    jdbc.sql(
            """
            insert into policy_candidate (resource, digest, proposed_by, proposed_at)
            values (?, ?, ?, ?) on conflict do nothing
            """)
        .params(resource.name(), resource.digest(), proposedBy, now())
        .update();
  }

  /** What was proposed under this name with this digest. */
  Optional<PolicyResource> candidate(Model.Kind kind, String name, String digest) {
    return jdbc.sql(
            """
            select r.content from policy_candidate c join policy_resource r on r.digest = c.digest
            where c.resource = ? and c.digest = ?
            """)
        .params(name, digest)
        .query(String.class)
        .optional()
        .map(text -> intact(new Model(kind, name, text), digest));
  }

  /**
   * A stored resource, its content held against its digest.
   *
   * @throws IllegalStateException when somebody changed it in the database
   */
  static PolicyResource intact(Model model, String digest) {
    PolicyResource resource = PolicyResource.of(model);
    if (!resource.digest().equals(digest)) {
      throw new IllegalStateException(
          "What is stored of '"
              + model.fileName()
              + "' is not what its digest "
              + digest
              + " says. Somebody changed it in the database; restore it from a backup.");
    }
    return resource;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
