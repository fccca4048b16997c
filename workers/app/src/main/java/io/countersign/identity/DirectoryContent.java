package io.countersign.identity;

import java.util.List;

/** All that a directory holds, the disabled included. */
public record DirectoryContent(List<PersonEntry> people, List<AgentEntry> agents) {

  /** A person, and whether they may act. */
  public record PersonEntry(Person person, boolean disabled) {}

  /** An agent, and whether it may act. */
  public record AgentEntry(Agent agent, boolean disabled) {}

  public DirectoryContent {
    people = List.copyOf(people);
    agents = List.copyOf(agents);
  }
}
