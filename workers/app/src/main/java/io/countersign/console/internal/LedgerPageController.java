package io.countersign.console.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.identity.Role;
import io.countersign.record.Finding;
import io.countersign.record.FindingCode;
import io.countersign.record.Findings;
import io.countersign.record.Ledger;
import io.countersign.record.Resolving;
import io.countersign.spi.review.Visible;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The published ledger, where it is anchored, and what was found to disagree. */
@Controller
class LedgerPageController {

  private final Ledger ledger;
  private final Findings findings;
  private final DisplayNames names;

  LedgerPageController(Ledger ledger, Findings findings, DisplayNames names) {
    this.ledger = ledger;
    this.findings = findings;
    this.names = names;
  }

  /**
   * A finding and what to do about it.
   *
   * @param action the action, where it is about one
   * @param closing who closed it and why, where somebody did
   */
  record FindingView(
      String id,
      String code,
      String severity,
      String state,
      String sentence,
      String remedy,
      Optional<String> action,
      Moment firstSeen,
      Moment lastSeen,
      Optional<String> closing) {}

  /** A place that keeps what checkpoints said. */
  record Anchor(String place, boolean healthy, long size, Optional<Moment> at, String sentence) {}

  @Allowed({Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/ledger")
  String ledger(
      @RequestParam(defaultValue = "false") boolean all,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      Model model) {
    fill(all, caller, model);
    return "console/ledger";
  }

  private void fill(boolean all, Caller caller, Model model) {
    model.addAttribute("health", ledger.health());
    model.addAttribute("summary", ledger.summary().orElse(null));
    model.addAttribute("key", ledger.verifierKey().map(Visible::line).orElse(""));
    model.addAttribute(
        "anchors", ledger.anchors().stream().map(LedgerPageController::view).toList());
    model.addAttribute("kept", kept());
    model.addAttribute("open", findings.open());
    model.addAttribute("findings", findings.list(!all).stream().map(this::view).toList());
    model.addAttribute("all", all);
    model.addAttribute("mayCompare", caller.is(Role.AUDITOR) || caller.is(Role.OPERATOR));
    model.addAttribute("mayResolve", caller.is(Role.REVIEWER) || caller.is(Role.OPERATOR));
  }

  private int kept() {
    try {
      return ledger.keptCheckpoints().size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Verifies the whole log, and compares it with everything else, now. */
  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @PostMapping("/ledger/verification")
  String verify(RedirectAttributes flash) {
    findings.compareNow();
    List<Finding> open = findings.list(true);
    boolean broken =
        open.stream()
            .anyMatch(
                finding ->
                    finding.code() == FindingCode.LEDGER_BROKEN
                        || finding.code() == FindingCode.WITNESS_CONTRADICTS);
    flash.addFlashAttribute(
        broken ? "bad" : "done",
        broken
            ? "The log does not hold together. See the findings below."
            : "The log holds together to its end, and everything was compared with it just now; it is "
                + ledger.summary().map(Ledger.Summary::sentence).orElse("empty")
                + ". Open findings: "
                + open.size()
                + ".");
    return "redirect:/ledger";
  }

  @Allowed({Role.REVIEWER, Role.OPERATOR})
  @PostMapping("/findings/{id}/resolution")
  String resolve(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String resolution,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    return switch (findings.resolve(id, caller.id(), resolution)) {
      case Resolving.Closed closed -> {
        flash.addFlashAttribute("done", "It is closed, and that is on record.");
        yield "redirect:/ledger";
      }
      case Resolving.Refused refused -> {
        response.setStatus(status(refused.reason()).value());
        model.addAttribute("bad", Visible.line(refused.message()));
        fill(false, caller, model);
        yield "console/ledger";
      }
    };
  }

  private static HttpStatus status(Resolving.Reason reason) {
    return switch (reason) {
      case UNKNOWN_FINDING -> HttpStatus.NOT_FOUND;
      case ALREADY_CLOSED -> HttpStatus.CONFLICT;
      case UNFIT_REASON -> HttpStatus.UNPROCESSABLE_CONTENT;
      case NOT_A_PERSON, NOT_A_RESOLVER, AUTHOR -> HttpStatus.FORBIDDEN;
    };
  }

  private static Anchor view(Ledger.AnchorHealth anchor) {
    return new Anchor(
        Visible.line(anchor.place()),
        anchor.healthy(),
        anchor.size(),
        anchor.at().map(Moment::of),
        Visible.line(anchor.sentence()));
  }

  private FindingView view(Finding finding) {
    return new FindingView(
        finding.id().toString(),
        words(finding.code().name()),
        words(finding.code().severity().name()),
        words(finding.state().name()),
        Visible.line(finding.sentence()),
        finding.code().remedy(),
        finding.actionId().map(UUID::toString),
        Moment.of(finding.firstSeen()),
        Moment.of(finding.lastSeen()),
        finding
            .resolution()
            .map(
                why ->
                    "Closed by "
                        + finding.closedBy().map(names::of).orElse("itself")
                        + ": "
                        + Visible.line(why)));
  }

  private static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
