package io.countersign.identity.internal;

import io.countersign.identity.Agent;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.transaction.annotation.Transactional;

/** The directory in the database. Asks it every time, so a change counts at once. */
@Transactional(readOnly = true)
class StoredDirectory implements Directory {

  private final PersonRepository people;
  private final AgentRepository agents;

  StoredDirectory(PersonRepository people, AgentRepository agents) {
    this.people = people;
    this.agents = agents;
  }

  @Override
  public Resolution resolve(String id) {
    Optional<AgentEntity> agent = agents.findById(id);
    if (agent.isPresent()) {
      return resolve(agent.get());
    }
    return people
        .findById(id)
        .map(StoredDirectory::resolve)
        .orElseGet(() -> new Resolution.Unknown(id));
  }

  private Resolution resolve(AgentEntity entity) {
    Agent agent = entity.toAgent();
    boolean answeredFor =
        people.findById(agent.owner()).filter(owner -> !owner.disabled()).isPresent();
    return entity.disabled() || !answeredFor
        ? new Resolution.Disabled(agent.id())
        : new Resolution.IsAgent(agent);
  }

  private static Resolution resolve(PersonEntity person) {
    return person.disabled()
        ? new Resolution.Disabled(person.id())
        : new Resolution.Known(person.toPerson());
  }

  /** An identity of several would be nobody's: it says nothing about who it is. */
  @Override
  public Resolution resolve(LinkedIdentity identity) {
    if (identity.isDirectoryId()) {
      return resolve(identity.subject());
    }
    List<String> known =
        Stream.<Known>concat(
                people.findKnownAs(identity.system(), identity.subject()).stream(),
                agents.findKnownAs(identity.system(), identity.subject()).stream())
            .map(Known::id)
            .toList();
    return known.size() == 1
        ? resolve(known.getFirst())
        : new Resolution.Unknown(identity.toString());
  }

  @Override
  public Optional<Agent> agent(String id) {
    return agents.findById(id).map(AgentEntity::toAgent);
  }

  @Override
  public List<Person> members(String group) {
    return people.findActive(group).stream()
        .map(PersonEntity::toPerson)
        .sorted(Comparator.comparing(Person::id))
        .toList();
  }
}
