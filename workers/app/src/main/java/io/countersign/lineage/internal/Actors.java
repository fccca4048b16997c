package io.countersign.lineage.internal;

import io.countersign.identity.Agent;
import io.countersign.identity.Directory;
import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** People and agents as nodes; their names are the directory's to say. */
@Component
class Actors {

  private final Directory directory;

  Actors(Directory directory) {
    this.directory = directory;
  }

  /** The node of whoever has this directory id, drafted. */
  String draft(Draft draft, String id) {
    Optional<Agent> agent = directory.agent(id);
    if (agent.isEmpty()) {
      return draft.node("person:" + id, Node.Kind.PERSON, id, null, Map.of());
    }
    String key = draft.node("agent:" + id, Node.Kind.AGENT, id, null, Map.of());
    String owner = agent.get().owner();
    draft.edge(
        draft.node("person:" + owner, Node.Kind.PERSON, owner, null, Map.of()),
        Edge.Kind.OWNS,
        key);
    return key;
  }
}
