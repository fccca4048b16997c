package io.countersign.console.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.history.HistoryRecord;
import io.countersign.history.ProcessHistory;
import io.countersign.identity.Role;
import io.countersign.releases.Release;
import io.countersign.releases.ReleaseDesk;
import io.countersign.requests.RequestDesk;
import io.countersign.requests.RequestedAction;
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

  private final RequestDesk requests;
  private final ReleaseDesk releases;
  private final ProcessHistory history;
  private final ProcessPages pages;
  private final ConsoleProperties properties;
  private final Readers readers;

  ProcessPageController(
      RequestDesk requests,
      ReleaseDesk releases,
      ProcessHistory history,
      ProcessPages pages,
      ConsoleProperties properties,
      Readers readers) {
    this.requests = requests;
    this.releases = releases;
    this.history = history;
    this.pages = pages;
    this.properties = properties;
    this.readers = readers;
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/process/{id}")
  String process(
      @PathVariable UUID id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller, Model model) {
    OptionalLong key =
        releases
            .find(id)
            .filter(release -> readers.mayRead(caller, id, release.requestedBy()))
            .map(Release::processInstanceKey)
            .or(
                () ->
                    requests
                        .find(id)
                        .filter(
                            asked ->
                                readers.mayRead(caller, id, asked.action().request().requestedBy()))
                        .map(RequestedAction::processInstanceKey))
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
