package io.countersign.evidence.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.Resolution;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How people and agents are called today; the id is what the record holds. */
@Component
class Names {

  private final Directory directory;

  Names(Directory directory) {
    this.directory = directory;
  }

  Map<String, Object> of(String id) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("id", id);
    switch (directory.resolve(id)) {
      case Resolution.Known known -> content.put("name", known.person().name());
      case Resolution.IsAgent agent -> {
        content.put("name", agent.agent().name());
        content.put("owner", agent.agent().owner());
      }
      case Resolution.Unknown unknown -> {}
      case Resolution.Disabled disabled -> {}
    }
    return content;
  }
}
