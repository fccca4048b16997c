package io.countersign.console.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.Resolution;
import io.countersign.spi.review.Visible;
import org.springframework.stereotype.Component;

/** How people and agents are called on pages. */
@Component
class DisplayNames {

  private final Directory directory;

  DisplayNames(Directory directory) {
    this.directory = directory;
  }

  String of(String id) {
    return Visible.line(
        switch (directory.resolve(id)) {
          case Resolution.Known known -> known.person().name();
          case Resolution.IsAgent agent -> agent.agent().name();
          case Resolution.Unknown unknown -> id;
          case Resolution.Disabled disabled -> id;
        });
  }

  /** An agent with who answers for it, such as {@code Report agent (agent of Ada)}. */
  String withOwner(String id) {
    return directory
        .agent(id)
        .map(agent -> of(id) + " (agent of " + of(agent.owner()) + ")")
        .orElseGet(() -> of(id));
  }
}
