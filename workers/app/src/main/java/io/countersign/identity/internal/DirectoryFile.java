package io.countersign.identity.internal;

import io.countersign.identity.Agent;
import io.countersign.identity.DirectoryChange.PutAgent;
import io.countersign.identity.DirectoryChange.PutPerson;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A validated directory file: every problem is listed at once, and a file with one is refused.
 *
 * @param disabled ids of people and agents
 */
record DirectoryFile(
    Map<String, Person> people,
    Set<String> disabled,
    Map<String, Agent> agents,
    Map<LinkedIdentity, String> identities) {

  /**
   * Reads a file.
   *
   * @throws IllegalStateException when it cannot be read or anything is wrong with it
   */
  static DirectoryFile read(Path file) {
    try {
      return parse("'" + file + "'", Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException(
          "The directory file '"
              + file
              + "' cannot be read. Set countersign.directory.file to a YAML file of people.",
          e);
    }
  }

  /**
   * Reads a file's content.
   *
   * @param which says in messages which file it is
   * @throws IllegalStateException when anything is wrong with it
   */
  static DirectoryFile parse(String which, String yaml) {
    Object root;
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      root = new Yaml(new SafeConstructor(options)).load(yaml);
    } catch (YAMLException e) {
      throw new IllegalStateException(
          "The directory file " + which + " is not valid YAML: " + e.getMessage(), e);
    }
    return new Reader(which).read(root);
  }

  /** The identities of each person and each agent. */
  Map<String, List<LinkedIdentity>> identitiesById() {
    Map<String, List<LinkedIdentity>> byId = new LinkedHashMap<>();
    people.values().forEach(person -> byId.put(person.id(), person.identities()));
    agents.values().forEach(agent -> byId.put(agent.id(), agent.identities()));
    return byId;
  }

  PutPerson put(Person person) {
    return new PutPerson(
        person.id(), person.name(), person.groups(), disabled.contains(person.id()));
  }

  PutAgent put(Agent agent) {
    return new PutAgent(agent.id(), agent.name(), agent.owner(), disabled.contains(agent.id()));
  }

  /** Walks the YAML and collects problems. */
  private static final class Reader {
    private final String which;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Set<String> disabled = new HashSet<>();
    private final Map<String, Agent> agents = new LinkedHashMap<>();
    private final Map<LinkedIdentity, String> identities = new HashMap<>();

    Reader(String which) {
      this.which = which;
    }

    DirectoryFile read(@Nullable Object root) {
      Map<?, ?> sections = map(root, "the file");
      map(sections.get("people"), "people").forEach((id, body) -> person(String.valueOf(id), body));
      Object agentSection = sections.get("agents");
      if (agentSection != null) {
        map(agentSection, "agents").forEach((id, body) -> agent(String.valueOf(id), body));
      }
      if (people.isEmpty()) {
        problems.add("it names no people");
      }
      if (!problems.isEmpty()) {
        throw new IllegalStateException(
            "The directory file " + which + " is refused: " + String.join("; ", problems) + ".");
      }
      return new DirectoryFile(
          Map.copyOf(people), Set.copyOf(disabled), Map.copyOf(agents), Map.copyOf(identities));
    }

    private void person(String id, Object body) {
      Map<?, ?> fields = map(body, "person '" + id + "'");
      List<LinkedIdentity> own = identities(id, fields);
      Object name = fields.get("name");
      people.put(id, new Person(id, name == null ? id : name.toString(), groups(id, fields), own));
      readDisabled(id, fields);
    }

    private void readDisabled(String id, Map<?, ?> fields) {
      Object isDisabled = fields.get("disabled");
      if (isDisabled != null && !(isDisabled instanceof Boolean)) {
        problems.add("'disabled' of '" + id + "' is '" + isDisabled + "', not true or false");
      }
      if (Boolean.TRUE.equals(isDisabled)) {
        disabled.add(id);
      }
    }

    /** One name per system, or a list of them. */
    private List<LinkedIdentity> identities(String id, Map<?, ?> fields) {
      List<LinkedIdentity> own = new ArrayList<>();
      Object links = fields.get("identities");
      if (links != null) {
        map(links, "identities of '" + id + "'")
            .forEach(
                (system, subjects) ->
                    (subjects instanceof List<?> list ? list : Arrays.asList(subjects))
                        .forEach(
                            subject ->
                                own.add(
                                    new LinkedIdentity(
                                        String.valueOf(system),
                                        subject == null ? "" : subject.toString()))));
      }
      Object email = fields.get("email");
      if (email != null) {
        own.add(new LinkedIdentity("email", email.toString()));
      }
      claim(id, own);
      return own;
    }

    private void claim(String id, List<LinkedIdentity> own) {
      for (LinkedIdentity identity : own) {
        Names.problem(identity).ifPresent(problems::add);
        String other = identities.put(identity, id);
        if (other != null) {
          problems.add(
              "identity '" + identity + "' belongs to both '" + other + "' and '" + id + "'");
        }
      }
    }

    private Set<String> groups(String id, Map<?, ?> fields) {
      if (fields.get("groups") instanceof List<?> list) {
        return Set.copyOf(list.stream().map(String::valueOf).distinct().toList());
      }
      if (fields.get("groups") != null) {
        problems.add("the groups of '" + id + "' are not a list");
      }
      return Set.of();
    }

    private void agent(String id, Object body) {
      Map<?, ?> fields = map(body, "agent '" + id + "'");
      String owner = String.valueOf(fields.get("owner"));
      if (!people.containsKey(owner)) {
        problems.add("agent '" + id + "' is owned by '" + owner + "', who is not among the people");
      }
      if (people.containsKey(id)) {
        problems.add("'" + id + "' is both a person and an agent");
      }
      Object name = fields.get("name");
      agents.put(
          id, new Agent(id, name == null ? id : name.toString(), owner, identities(id, fields)));
      readDisabled(id, fields);
    }

    private Map<?, ?> map(@Nullable Object value, String what) {
      if (value instanceof Map<?, ?> map) {
        return map;
      }
      problems.add(what + " is missing or not a mapping");
      return Map.of();
    }
  }
}
