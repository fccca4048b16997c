package io.countersign.record.internal;

import io.countersign.policy.UnpinnedPolicyUsed;
import io.countersign.record.Finding;
import io.countersign.record.FindingCode;
import io.countersign.record.Findings;
import io.countersign.record.Resolving;
import io.countersign.requests.GlassBreakingNotJustified;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Compares, again and again, what the engine says happened, what the database holds, what the
 * ledger says and what is in the world. One instance at a time.
 */
@Service
class Reconciler implements Findings {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  /** "compare" in ASCII. */
  private static final long KEY = 0x63_6f6d_7061_7265L;

  private final List<Check> checks;
  private final StoredFindings findings;
  private final DataSource dataSource;
  private final ReentrantLock one = new ReentrantLock();

  Reconciler(List<Check> checks, StoredFindings findings, DataSource dataSource) {
    this.checks = List.copyOf(checks);
    this.findings = findings;
    this.dataSource = dataSource;
  }

  @Scheduled(
      initialDelayString = "${countersign.findings.every:5s}",
      fixedDelayString = "${countersign.findings.every:5s}")
  void compareInTurn() {
    try (Connection connection = dataSource.getConnection()) {
      if (!ask(connection, "select pg_try_advisory_lock(?)")) {
        return;
      }
      try {
        compareNow();
      } finally {
        ask(connection, "select pg_advisory_unlock(?)");
      }
    } catch (SQLException e) {
      LOG.debug("Nothing was compared: the database does not answer.", e);
    }
  }

  private static boolean ask(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, KEY);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  @Override
  public void compareNow() {
    one.lock();
    try {
      checks.forEach(this::compare);
    } finally {
      one.unlock();
    }
  }

  /** A check that cannot look now looks next time; the others go on. */
  private void compare(Check check) {
    List<Observation> seen;
    try {
      seen = check.look();
    } catch (RuntimeException e) {
      LOG.warn("{} could not look: {}", check.getClass().getSimpleName(), e.getMessage());
      return;
    }
    seen.forEach(findings::note);
    for (FindingCode code : check.mending()) {
      findings.clear(
          code, seen.stream().filter(one -> one.code() == code).map(Observation::subject).toList());
    }
  }

  /** Policy sees by itself when a version is used that nobody countersigned. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(UnpinnedPolicyUsed used) {
    findings.note(
        new Observation(
            FindingCode.UNPINNED_POLICY_USED,
            used.kind() + ":" + used.subject() + ":" + used.key(),
            used.detail(),
            Map.of(
                "kind", used.kind().name(),
                "model", used.subject(),
                "key", Long.toString(used.key()))));
  }

  /** Going ahead without a review was not justified, or nobody said so in time. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(GlassBreakingNotJustified unjustified) {
    findings.note(
        new Observation(
                FindingCode.BREAK_GLASS_NOT_JUSTIFIED,
                "action:" + unjustified.actionId(),
                "Action %s ran without a review, and nobody found in time that this was justified."
                    .formatted(unjustified.actionId()),
                Map.of("acknowledgement", unjustified.acknowledgementId().toString()))
            .about(unjustified.actionId()));
  }

  @Override
  public List<Finding> list(boolean openOnly) {
    return findings.list(openOnly);
  }

  @Override
  public List<Finding> ofAction(UUID actionId) {
    return findings.ofAction(actionId);
  }

  @Override
  public Optional<Finding> find(UUID id) {
    return findings.find(id);
  }

  @Override
  public List<Turn> turns(UUID id) {
    return findings.turns(id);
  }

  @Override
  public long open() {
    return findings.list(true).size();
  }

  @Override
  public Resolving resolve(UUID id, String who, String resolution) {
    return findings.resolve(id, who, resolution);
  }
}
