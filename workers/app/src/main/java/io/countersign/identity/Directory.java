package io.countersign.identity;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** People, their groups and identities, and agents with their owners. Answers for this moment. */
public interface Directory {

  /** Resolves a person's or an agent's directory id. */
  Resolution resolve(String id);

  /** Resolves a name in another system. */
  Resolution resolve(LinkedIdentity identity);

  /** The agent of this id, if there is one. */
  Optional<Agent> agent(String id);

  /** Whose work it is when this person or agent asks: their own, and that of an agent's owner. */
  default Set<String> standingBehind(String requester) {
    return agent(requester)
        .map(agent -> Set.of(requester, agent.owner()))
        .orElseGet(() -> Set.of(requester));
  }

  /** The active people in a group, in directory order; empty for an unknown group. */
  List<Person> members(String group);
}
