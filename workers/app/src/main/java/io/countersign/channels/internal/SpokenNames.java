package io.countersign.channels.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.Resolution;
import org.springframework.stereotype.Component;

/** How people and agents are called in sentences. */
@Component
class SpokenNames {

  private final Directory directory;

  SpokenNames(Directory directory) {
    this.directory = directory;
  }

  String of(String id) {
    return switch (directory.resolve(id)) {
      case Resolution.Known known -> known.person().name();
      case Resolution.IsAgent agent -> agent.agent().name();
      case Resolution.Unknown unknown -> id;
      case Resolution.Disabled disabled -> id;
    };
  }
}
