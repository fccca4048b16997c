package io.countersign.identity.internal;

import io.countersign.identity.ClaimedGroups;
import io.countersign.identity.DirectoryChange.PutPerson;
import io.countersign.identity.DirectoryChanged;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes claimed groups into the directory in the database. A token that is older than what is
 * known brings nobody back into a group that they have left.
 */
class StoredClaims implements ClaimedGroups {

  private final DirectoryWriter writer;
  private final PersonRepository people;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;

  /** What this instance has seen; spares the database the tokens that say nothing new. */
  private final Map<Source, Instant> seen = new ConcurrentHashMap<>();

  StoredClaims(
      DirectoryWriter writer,
      PersonRepository people,
      JdbcClient jdbc,
      TransactionOperations transactions,
      ApplicationEventPublisher events) {
    this.writer = writer;
    this.people = people;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.events = events;
  }

  private record Source(String person, String provider) {}

  @Override
  public boolean areTaken() {
    return true;
  }

  @Override
  public void take(String person, Claim claim) {
    Source source = new Source(person, claim.provider());
    Instant before = seen.get(source);
    if (before != null && !claim.saidAt().isAfter(before)) {
      return;
    }
    transactions.executeWithoutResult(status -> write(person, claim));
    seen.merge(source, claim.saidAt(), (one, other) -> one.isAfter(other) ? one : other);
  }

  private void write(String id, Claim claim) {
    DirectoryWriter.Changes changes = writer.begin("provider " + claim.provider());
    if (!isNews(id, claim)) {
      return;
    }
    PersonEntity person = people.findById(id).orElseThrow();
    Set<String> groups = new HashSet<>(person.groups());
    groups.removeAll(claim.governed());
    claim.governed().stream().filter(claim.groups()::contains).forEach(groups::add);
    changes.make(new PutPerson(id, person.name(), groups, person.disabled()));
    if (!changes.subjects().isEmpty()) {
      events.publishEvent(new DirectoryChanged(changes.subjects()));
    }
  }

  private boolean isNews(String person, Claim claim) {
    return jdbc.sql(
                """
                insert into claimed_groups as known (person, issuer, as_of) values (?, ?, ?)
                on conflict (person, issuer) do update set as_of = excluded.as_of
                where known.as_of < excluded.as_of
                """)
            .params(person, claim.provider(), Timestamp.from(claim.saidAt()))
            .update()
        == 1;
  }
}
