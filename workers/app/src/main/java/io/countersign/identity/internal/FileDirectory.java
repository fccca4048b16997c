package io.countersign.identity.internal;

import io.countersign.identity.Agent;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The directory of a demo or a small team: a YAML file, read and validated at start. */
class FileDirectory implements Directory {

  private final DirectoryFile content;

  FileDirectory(DirectoryFile content) {
    this.content = content;
  }

  @Override
  public Resolution resolve(String id) {
    Agent agent = content.agents().get(id);
    if (agent != null) {
      return isDisabled(id) || isDisabled(agent.owner())
          ? new Resolution.Disabled(id)
          : new Resolution.IsAgent(agent);
    }
    Person person = content.people().get(id);
    if (person == null) {
      return new Resolution.Unknown(id);
    }
    return isDisabled(id) ? new Resolution.Disabled(id) : new Resolution.Known(person);
  }

  private boolean isDisabled(String id) {
    return content.disabled().contains(id);
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
        .filter(person -> !isDisabled(person.id()))
        .sorted(Comparator.comparing(Person::id))
        .toList();
  }
}
