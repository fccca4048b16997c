package io.countersign.console.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.identity.Role;
import io.countersign.policy.Pins;
import io.countersign.policy.Pins.Pin;
import io.countersign.policy.PolicyDesk;
import io.countersign.policy.PolicyDesk.Changed;
import io.countersign.policy.PolicyDesk.Said;
import io.countersign.policy.PolicyDesk.Simulation;
import io.countersign.spi.review.Visible;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The policies in force as people read them, and what a changed one would have said. */
@Controller
class PolicyPageController {

  private final Pins pins;
  private final PolicyDesk desk;
  private final DisplayNames names;

  PolicyPageController(Pins pins, PolicyDesk desk, DisplayNames names) {
    this.pins = pins;
    this.desk = desk;
    this.names = names;
  }

  /** A file in force. */
  record File(
      String name, String digest, int engineVersion, Moment since, List<DecisionView> tables) {}

  /** A ruling that would have ended otherwise. */
  record Turned(
      String action, String effect, String requester, Moment at, String before, String after) {}

  @Allowed({Role.REVIEWER, Role.AUDITOR, Role.OPERATOR, Role.POLICY_AUTHOR})
  @GetMapping("/policy")
  String policy(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, Model model) {
    fill(caller, model);
    return "console/policy";
  }

  private void fill(Caller caller, Model model) {
    model.addAttribute("version", pins.version());
    model.addAttribute("files", pins.inForce().stream().map(PolicyPageController::file).toList());
    model.addAttribute("unlikeShipped", pins.unlikeShipped());
    model.addAttribute("maySimulate", caller.is(Role.POLICY_AUTHOR));
  }

  private static File file(Pin pin) {
    return new File(
        Visible.line(pin.resource().name()),
        pin.resource().digest(),
        pin.engineVersion(),
        Moment.of(pin.since()),
        pin.resource().name().endsWith(".dmn")
            ? DecisionView.read(pin.resource().model().text())
            : List.of());
  }

  /** Asks a changed table what was asked of the one in force. Nothing comes into force. */
  @Allowed(Role.POLICY_AUTHOR)
  @PostMapping("/policy/simulation")
  String simulate(
      @RequestParam(defaultValue = "") String dmn,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      Model model,
      HttpServletResponse response) {
    fill(caller, model);
    model.addAttribute("written", dmn);
    try {
      Simulation simulation = desk.simulate(dmn, Optional.empty());
      model.addAttribute("simulation", simulation);
      model.addAttribute("turned", simulation.changed().stream().map(this::turned).toList());
    } catch (IllegalArgumentException | IllegalStateException e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("bad", Visible.line(String.valueOf(e.getMessage())));
    }
    return "console/policy";
  }

  private Turned turned(Changed changed) {
    return new Turned(
        changed.actionId().toString(),
        Visible.line(changed.effect()),
        names.of(changed.requester()),
        Moment.of(changed.ruledAt()),
        said(changed.before()),
        said(changed.after()));
  }

  private static String said(Said said) {
    String people =
        said.people().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(group -> group.getValue() + " of " + group.getKey())
            .collect(Collectors.joining(", "));
    return Visible.line(said.ruling() + (people.isEmpty() ? "" : ": " + people));
  }
}
