package io.countersign.identity.internal;

import io.countersign.identity.ChangeRecord;
import io.countersign.identity.DirectoryContent;
import io.countersign.identity.DirectoryContent.AgentEntry;
import io.countersign.identity.DirectoryContent.PersonEntry;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads the stored directory as a whole. */
@Component
class DirectoryReader {

  private final PersonRepository people;
  private final AgentRepository agents;
  private final ChangeRepository changes;

  DirectoryReader(PersonRepository people, AgentRepository agents, ChangeRepository changes) {
    this.people = people;
    this.agents = agents;
    this.changes = changes;
  }

  DirectoryContent content() {
    return new DirectoryContent(
        people.findAll().stream()
            .map(entity -> new PersonEntry(entity.toPerson(), entity.disabled()))
            .sorted(Comparator.comparing(entry -> entry.person().id()))
            .toList(),
        agents.findAll().stream()
            .map(entity -> new AgentEntry(entity.toAgent(), entity.disabled()))
            .sorted(Comparator.comparing(entry -> entry.agent().id()))
            .toList());
  }

  List<ChangeRecord> changes() {
    return changes.findAllByOrderByPosition().stream().map(ChangeEntity::toRecord).toList();
  }
}
