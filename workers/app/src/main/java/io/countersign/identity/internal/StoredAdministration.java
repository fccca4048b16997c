package io.countersign.identity.internal;

import io.countersign.identity.ChangeRecord;
import io.countersign.identity.ChangeResult;
import io.countersign.identity.ChangeResult.Applied;
import io.countersign.identity.ChangeResult.Reason;
import io.countersign.identity.ChangeResult.Refused;
import io.countersign.identity.Directory;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.identity.DirectoryChange;
import io.countersign.identity.DirectoryChange.PutPerson;
import io.countersign.identity.DirectoryChanged;
import io.countersign.identity.DirectoryContent;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Resolution;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionOperations;

/** Changes the directory in the database, one transaction after the other. */
class StoredAdministration implements DirectoryAdministration {

  private static final String INSTALLATION = "installation";

  private final Directory directory;
  private final Administrators administrators;
  private final DirectoryWriter writer;
  private final DirectoryReader reader;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;

  StoredAdministration(
      Directory directory,
      Administrators administrators,
      DirectoryWriter writer,
      DirectoryReader reader,
      TransactionOperations transactions,
      ApplicationEventPublisher events) {
    this.directory = directory;
    this.administrators = administrators;
    this.writer = writer;
    this.reader = reader;
    this.transactions = transactions;
    this.events = events;
  }

  @Override
  public Optional<Refused> objection(String id) {
    return administrators.objection(id);
  }

  @Override
  public DirectoryContent content() {
    return inTransaction(reader::content);
  }

  @Override
  public List<ChangeRecord> changes() {
    return inTransaction(reader::changes);
  }

  @Override
  public ChangeResult apply(String administrator, DirectoryChange change) {
    return atOnce(
        administrator,
        changes -> {
          administrators.check(administrator);
          if (change instanceof PutPerson put) {
            administrators.checkOwnGroups(administrator, put);
          }
          changes.make(change);
        });
  }

  @Override
  public ChangeResult linkOwn(String person, LinkedIdentity identity) {
    return atOnce(
        person,
        changes -> {
          if (!(directory.resolve(person) instanceof Resolution.Known)) {
            throw new ChangeRefused(
                Reason.UNKNOWN, "'" + person + "' is nobody active in the directory.");
          }
          changes.make(new DirectoryChange.Link(person, identity));
        });
  }

  @Override
  public ChangeResult importAll(String administrator, String yaml) {
    DirectoryFile file;
    try {
      file = DirectoryFile.parse("that was sent", yaml);
    } catch (IllegalStateException e) {
      return new Refused(Reason.INVALID, String.valueOf(e.getMessage()));
    }
    return atOnce(
        administrator,
        changes -> {
          administrators.check(administrator);
          file.people().values().stream()
              .map(file::put)
              .forEach(put -> administrators.checkOwnGroups(administrator, put));
          changes.takeOver(file);
        });
  }

  /** Fills a directory that holds nobody yet, for which no administrator can ask. */
  void install(DirectoryFile file) {
    if (content().people().isEmpty()
        && atOnce(INSTALLATION, changes -> changes.takeOver(file)) instanceof Refused refused) {
      throw new IllegalStateException(refused.message());
    }
  }

  private ChangeResult atOnce(String who, Consumer<DirectoryWriter.Changes> work) {
    try {
      return inTransaction(
          () -> {
            DirectoryWriter.Changes changes = writer.begin(who);
            work.accept(changes);
            if (!changes.subjects().isEmpty() && !who.equals(INSTALLATION)) {
              events.publishEvent(new DirectoryChanged(changes.subjects()));
            }
            return new Applied(changes.made());
          });
    } catch (ChangeRefused refusal) {
      return refusal.refused();
    }
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(status -> work.get()));
  }
}
