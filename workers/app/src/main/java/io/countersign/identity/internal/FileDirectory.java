package io.countersign.identity.internal;

import io.countersign.identity.Agent;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The directory of a demo or a small team: a YAML file, read and validated at start. */
@Component
class FileDirectory implements Directory {

  private final DirectoryFile content;

  FileDirectory(DirectoryProperties properties) {
    this.content = DirectoryFile.read(properties.file());
  }

  @Override
  public Resolution resolve(String id) {
    Agent agent = content.agents().get(id);
    if (agent != null) {
      return new Resolution.IsAgent(agent);
    }
    Person person = content.people().get(id);
    if (person == null) {
      return new Resolution.Unknown(id);
    }
    return content.disabled().contains(id)
        ? new Resolution.Disabled(id)
        : new Resolution.Known(person);
  }

  @Override
  public Resolution resolve(LinkedIdentity identity) {
    if (identity.isDirectoryId()) {
      return resolve(identity.subject());
    }
    String id = content.identities().get(identity);
    return id == null ? new Resolution.Unknown(identity.toString()) : resolve(id);
  }

  @Override
  public Optional<Agent> agent(String id) {
    return Optional.ofNullable(content.agents().get(id));
  }

  @Override
  public List<Person> members(String group) {
    return content.people().values().stream()
        .filter(person -> person.groups().contains(group))
        .filter(person -> !content.disabled().contains(person.id()))
        .sorted(Comparator.comparing(Person::id))
        .toList();
  }
}
