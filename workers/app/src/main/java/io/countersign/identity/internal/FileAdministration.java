package io.countersign.identity.internal;

import io.countersign.identity.ChangeRecord;
import io.countersign.identity.ChangeResult;
import io.countersign.identity.ChangeResult.Reason;
import io.countersign.identity.ChangeResult.Refused;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.identity.DirectoryChange;
import io.countersign.identity.DirectoryContent;
import io.countersign.identity.DirectoryContent.AgentEntry;
import io.countersign.identity.DirectoryContent.PersonEntry;
import io.countersign.identity.LinkedIdentity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Shows what the directory file holds. The file itself is changed with an editor. */
class FileAdministration implements DirectoryAdministration {

  private static final ChangeResult READ_ONLY =
      new Refused(
          Reason.READ_ONLY,
          "The directory is a file (countersign.directory.kind=file). Change it there and start"
              + " again.");

  private final DirectoryFile file;
  private final Administrators administrators;

  FileAdministration(DirectoryFile file, Administrators administrators) {
    this.file = file;
    this.administrators = administrators;
  }

  @Override
  public Optional<Refused> objection(String id) {
    return administrators.objection(id);
  }

  @Override
  public DirectoryContent content() {
    return new DirectoryContent(
        file.people().values().stream()
            .map(person -> new PersonEntry(person, file.disabled().contains(person.id())))
            .sorted(Comparator.comparing(entry -> entry.person().id()))
            .toList(),
        file.agents().values().stream()
            .map(agent -> new AgentEntry(agent, file.disabled().contains(agent.id())))
            .sorted(Comparator.comparing(entry -> entry.agent().id()))
            .toList());
  }

  @Override
  public List<ChangeRecord> changes() {
    return List.of();
  }

  @Override
  public ChangeResult apply(String administrator, DirectoryChange change) {
    return READ_ONLY;
  }

  @Override
  public ChangeResult linkOwn(String person, LinkedIdentity identity) {
    return READ_ONLY;
  }

  @Override
  public ChangeResult importAll(String administrator, String yaml) {
    return READ_ONLY;
  }
}
