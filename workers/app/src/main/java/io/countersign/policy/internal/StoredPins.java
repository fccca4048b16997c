package io.countersign.policy.internal;

import io.countersign.bpmn.Model;
import io.countersign.policy.ModelEngine;
import io.countersign.policy.ModelEngine.Deployed;
import io.countersign.policy.Pins;
import io.countersign.policy.PolicyInForce;
import io.countersign.policy.PolicyResource;
import io.countersign.policy.Violations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pins in the database. Whoever changes them holds a lock from before the deployment until after
 * the pins: otherwise a set that is checked could be noted as the place of the set that came into
 * force meanwhile, and the old table would decide under the new one's name.
 */
@Service
class StoredPins implements Pins {

  private static final Logger LOG = LoggerFactory.getLogger(StoredPins.class);

  private static final String SELECT =
      """
      select p.resource, p.kind, p.digest, r.content, p.engine_key, p.engine_version,
        p.policy_version, p.pinned_at
      from pinned_resource p join policy_resource r on r.digest = p.digest
      """;

  private final JdbcClient jdbc;
  private final PolicyFiles files;
  private final Violations violations;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  StoredPins(
      JdbcClient jdbc,
      PolicyFiles files,
      Violations violations,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jdbc = jdbc;
    this.files = files;
    this.violations = violations;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public List<Pin> inForce() {
    return jdbc.sql(SELECT + "order by p.kind = 'PROCESS' desc, p.kind, p.resource")
        .query(StoredPins::pin)
        .list();
  }

  @Override
  public Optional<Pin> inForce(String resource) {
    return jdbc.sql(SELECT + "where p.resource = ?")
        .param(resource)
        .query(StoredPins::pin)
        .optional();
  }

  private static Pin pin(ResultSet row, int number) throws SQLException {
    PolicyResource resource =
        PolicyFiles.intact(
            new Model(
                Model.Kind.valueOf(row.getString("kind")),
                row.getString("resource"),
                row.getString("content")),
            row.getString("digest"));
    return new Pin(
        resource,
        row.getLong("engine_key"),
        row.getInt("engine_version"),
        row.getInt("policy_version"),
        row.getObject("pinned_at", OffsetDateTime.class).toInstant());
  }

  @Override
  public int version() {
    return jdbc.sql("select coalesce(max(number), 0) from policy_version")
        .query(Integer.class)
        .single();
  }

  @Override
  public boolean deployedByUs(String resource, long key) {
    return digestOf(resource, key).isPresent();
  }

  @Override
  public Optional<String> digestOf(String resource, long key) {
    return jdbc.sql("select digest from pinned_key where engine_key = ? and resource = ?")
        .params(key, resource)
        .query(String.class)
        .optional();
  }

  @Override
  @Transactional
  public boolean install(List<PolicyResource> set, ModelEngine engine) {
    lock();
    if (version() > 0) {
      return false;
    }
    pin(set, engine.deploy(set), Optional.empty());
    return true;
  }

  @Override
  @Transactional
  public boolean replace(
      List<PolicyResource> set, ModelEngine engine, String actionDigest, int base) {
    lock();
    if (versionBy(actionDigest).isPresent()) {
      return true;
    }
    if (version() != base) {
      return false;
    }
    pin(set, engine.deploy(set), Optional.of(actionDigest));
    return true;
  }

  @Override
  public Optional<Integer> versionBy(String actionDigest) {
    return jdbc.sql("select number from policy_version where action_digest = ?")
        .param(actionDigest)
        .query(Integer.class)
        .optional();
  }

  private void pin(
      List<PolicyResource> set, List<Deployed> deployed, Optional<String> actionDigest) {
    Map<String, Deployed> places = places(deployed);
    int number = version() + 1;
    UUID id = UUID.randomUUID();
    jdbc.sql(
            "insert into policy_version (id, number, action_digest, pinned_at) values (?, ?, ?, ?)")
        .param(id)
        .param(number)
        .param(actionDigest.orElse(null))
        .param(now())
        .update();
    jdbc.sql("delete from pinned_resource").update();
    for (PolicyResource resource : set) {
      Deployed where = found(places, resource.name());
      files.keep(resource);
      jdbc.sql(
              """
              insert into pinned_resource (resource, kind, digest, engine_key, engine_version,
                policy_version, pinned_at) values (?, ?, ?, ?, ?, ?, ?)
              """)
          .params(
              resource.name(),
              resource.model().kind().name(),
              resource.digest(),
              where.key(),
              where.version(),
              number,
              now())
          .update();
      keep(resource, where, number);
      remember(where, resource.digest(), number);
    }
    events.publishEvent(new PolicyInForce(id));
    LOG.info("Policy version {} is in force: {} resources.", number, set.size());
  }

  private void keep(PolicyResource resource, Deployed where, int number) {
    jdbc.sql(
            """
            insert into policy_member (policy_version, resource, kind, digest, engine_key,
              engine_version) values (?, ?, ?, ?, ?, ?)
            """)
        .params(
            number,
            resource.name(),
            resource.model().kind().name(),
            resource.digest(),
            where.key(),
            where.version())
        .update();
  }

  private static Deployed found(Map<String, Deployed> places, String name) {
    Deployed where = places.get(name);
    if (where == null) {
      throw new IllegalStateException("The engine does not say where it put '" + name + "'.");
    }
    return where;
  }

  private void remember(Deployed where, String digest, int number) {
    jdbc.sql(
            """
            insert into pinned_key (engine_key, resource, engine_version, digest, policy_version,
              recorded_at) values (?, ?, ?, ?, ?, ?) on conflict do nothing
            """)
        .params(where.key(), where.resource(), where.version(), digest, number, now())
        .update();
  }

  @Override
  @Transactional
  public void confirm(ModelEngine engine) {
    lock();
    List<Pin> pins = inForce();
    if (pins.isEmpty()) {
      return;
    }
    Map<String, Deployed> places = places(engine.deploy(pins.stream().map(Pin::resource).toList()));
    if (pins.stream().anyMatch(pin -> lost(pin, found(places, pin.resource().name())))) {
      LOG.warn("The engine has lost its data; the models in force were deployed to it anew.");
      jdbc.sql("delete from pinned_key").update();
    }
    pins.forEach(pin -> move(pin, found(places, pin.resource().name())));
  }

  /** The same content under a lower key, or as no later version: the engine began from nothing. */
  private static boolean lost(Pin pin, Deployed where) {
    return where.key() != pin.key()
        && (where.key() < pin.key() || where.version() <= pin.engineVersion());
  }

  /**
   * Where one resource of a deployment differs, the engine makes a new version of all. So the ones
   * that somebody replaced are those that gained more than one.
   */
  private void move(Pin pin, Deployed where) {
    String name = pin.resource().name();
    if (where.key() != pin.key()) {
      if (!lost(pin, where) && where.version() > pin.engineVersion() + 1) {
        violations.record(
            Violations.Kind.REPLACED_IN_ENGINE,
            name,
            pin.key(),
            "Another version of '"
                + name
                + "' was deployed over version "
                + pin.engineVersion()
                + ". It decided nothing; the one in force was deployed again as version "
                + where.version()
                + ".");
      }
      jdbc.sql("update pinned_resource set engine_key = ?, engine_version = ? where resource = ?")
          .params(where.key(), where.version(), name)
          .update();
    }
    remember(where, pin.resource().digest(), pin.policyVersion());
  }

  private static Map<String, Deployed> places(List<Deployed> deployed) {
    return deployed.stream().collect(Collectors.toMap(Deployed::resource, Function.identity()));
  }

  private void lock() {
    jdbc.sql("lock table policy_version in share row exclusive mode").update();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
