package io.countersign.testing;

import io.countersign.identity.Agent;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.identity.Role;
import io.countersign.identity.Roles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A directory in memory that a test can change while it runs. */
public final class People implements Directory, Roles {

  /**
   * Every person may ask and decide, those in {@code auditors} and {@code operators} neither; those
   * in {@code policy-authors} may try policies as well.
   */
  public static final Roles REVIEWERS =
      person ->
          person.groups().contains("auditors")
              ? Set.of(Role.AUDITOR)
              : person.groups().contains("operators")
                  ? Set.of(Role.OPERATOR)
                  : person.groups().contains("policy-authors")
                      ? Set.of(Role.REQUESTER, Role.REVIEWER, Role.POLICY_AUTHOR)
                      : Set.of(Role.REQUESTER, Role.REVIEWER);

  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, Agent> agents = new HashMap<>();
  private final Set<String> disabled = new HashSet<>();

  /**
   * Adds a person who is known by three further names: {@code <id>.t} in Tasklist, {@code
   * <id>@example.org} by e-mail and {@code api-<id>} to the API.
   */
  public People person(String id, String... groups) {
    List<LinkedIdentity> identities =
        List.of(
            LinkedIdentity.tasklist(id + ".t"),
            new LinkedIdentity("email", id + "@example.org"),
            new LinkedIdentity("api", "api-" + id));
    people.put(id, new Person(id, "Dr " + id, Set.of(groups), identities));
    disabled.remove(id);
    return this;
  }

  /** Says that a name in another system is this person's. */
  public People linked(String id, LinkedIdentity identity) {
    Person before = get(id);
    List<LinkedIdentity> identities = new ArrayList<>(before.identities());
    identities.add(identity);
    people.put(id, new Person(id, before.name(), before.groups(), identities));
    return this;
  }

  public People agent(String id, String owner) {
    agents.put(id, new Agent(id, "Robot " + id, owner));
    return this;
  }

  public People disable(String id) {
    disabled.add(id);
    return this;
  }

  /** Puts a person into these groups and no others. */
  public void move(String id, Set<String> groups) {
    Person before = get(id);
    people.put(id, new Person(id, before.name(), groups, before.identities()));
  }

  /** Takes a person out of a group. */
  public void leave(String id, String group) {
    Person before = get(id);
    Set<String> groups = new HashSet<>(before.groups());
    groups.remove(group);
    people.put(id, new Person(id, before.name(), groups, before.identities()));
  }

  /** The person of this id, who must be there. */
  public Person get(String id) {
    Person person = people.get(id);
    if (person == null) {
      throw new IllegalArgumentException("The test knows no person '" + id + "'.");
    }
    return person;
  }

  @Override
  public Resolution resolve(String id) {
    Agent agent = agents.get(id);
    if (agent != null) {
      return new Resolution.IsAgent(agent);
    }
    Person person = people.get(id);
    if (person == null) {
      return new Resolution.Unknown(id);
    }
    return disabled.contains(id) ? new Resolution.Disabled(id) : new Resolution.Known(person);
  }

  @Override
  public Resolution resolve(LinkedIdentity identity) {
    if (identity.isDirectoryId()) {
      return resolve(identity.subject());
    }
    return people.values().stream()
        .filter(person -> person.identities().contains(identity))
        .findFirst()
        .map(person -> resolve(person.id()))
        .orElseGet(() -> new Resolution.Unknown(identity.toString()));
  }

  @Override
  public Optional<Agent> agent(String id) {
    return Optional.ofNullable(agents.get(id));
  }

  @Override
  public Set<Role> of(Person person) {
    return REVIEWERS.of(person);
  }

  @Override
  public List<Person> members(String group) {
    return new ArrayList<>(people.values())
        .stream()
            .filter(person -> person.groups().contains(group))
            .filter(person -> !disabled.contains(person.id()))
            .toList();
  }
}
