package io.countersign.console.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.history.HistoryRecord;
import io.countersign.history.ProcessHistory;
import io.countersign.identity.Role;
import io.countersign.releases.Release;
import io.countersign.requests.RequestedAction;
import io.countersign.sight.Sight;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;

/** The process of an action or a release: the way that it took, running or ended. */
@Controller
class ProcessPageController {

  private final ProcessHistory history;
  private final ProcessPages pages;
  private final ConsoleProperties properties;
  private final Sight sight;

  ProcessPageController(
      ProcessHistory history, ProcessPages pages, ConsoleProperties properties, Sight sight) {
    this.history = history;
    this.pages = pages;
    this.properties = properties;
    this.sight = sight;
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/process/{id}")
  String process(
      @PathVariable UUID id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, Model model) {
    OptionalLong key =
        sight
            .release(caller, id)
            .map(Release::processInstanceKey)
            .or(() -> sight.action(caller, id).map(RequestedAction::processInstanceKey))
            .orElseThrow(() -> new NotThere("action or release", id));
    List<HistoryRecord> records = key.isPresent() ? history.ofInstance(key.getAsLong()) : List.of();
    model.addAttribute("id", id.toString());
    model.addAttribute("instance", key.isPresent() ? Long.toString(key.getAsLong()) : "");
    model.addAttribute(
        "operate", key.isPresent() ? properties.instance(key.getAsLong()).orElse("") : "");
    model.addAttribute("parts", pages.of(records));
    return "console/process";
  }
}
