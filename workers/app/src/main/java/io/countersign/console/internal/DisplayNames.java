package io.countersign.console.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.Resolution;
import io.countersign.spi.review.Visible;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** How people and agents are called on pages. Asks the directory once a page for each. */
@Component
class DisplayNames {

  private static final String ASKED = DisplayNames.class.getName();

  private final Directory directory;

  /** What was asked for one page. */
  private record Asked(Map<String, String> names) {}

  DisplayNames(Directory directory) {
    this.directory = directory;
  }

  String of(String id) {
    return asked().computeIfAbsent(id, this::ask);
  }

  private String ask(String id) {
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
    return asked().computeIfAbsent("agent " + id, key -> askWithOwner(id));
  }

  private static Map<String, String> asked() {
    RequestAttributes page = RequestContextHolder.getRequestAttributes();
    if (page == null) {
      return new HashMap<>();
    }
    if (page.getAttribute(ASKED, RequestAttributes.SCOPE_REQUEST) instanceof Asked before) {
      return before.names();
    }
    Asked now = new Asked(new HashMap<>());
    page.setAttribute(ASKED, now, RequestAttributes.SCOPE_REQUEST);
    return now.names();
  }

  private String askWithOwner(String id) {
    return directory
        .agent(id)
        .map(agent -> ask(id) + " (agent of " + ask(agent.owner()) + ")")
        .orElseGet(() -> ask(id));
  }
}
