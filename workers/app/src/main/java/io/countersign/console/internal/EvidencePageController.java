package io.countersign.console.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.evidence.EvidenceDesk;
import io.countersign.evidence.Framework;
import io.countersign.evidence.PackOrder;
import io.countersign.identity.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Evidence packs, for auditors. */
@Controller
class EvidencePageController {

  private static final int USUAL_DAYS = 90;

  private final EvidenceDesk desk;
  private final Clock clock;

  EvidencePageController(EvidenceDesk desk, Clock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  @Allowed(Role.AUDITOR)
  @GetMapping("/evidence")
  ModelAndView evidence() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return page(
        "soc2", today.minusDays(USUAL_DAYS).toString(), today.plusDays(1).toString(), "", "25");
  }

  /**
   * Streams a pack; one that ends without its SHA256SUMS broke off.
   *
   * @param from first day of the period, UTC
   * @param to the day after its last
   */
  @Allowed(Role.AUDITOR)
  @GetMapping("/evidence/pack")
  @Nullable ModelAndView pack(
      @RequestParam String framework,
      @RequestParam String from,
      @RequestParam String to,
      @RequestParam String seed,
      @RequestParam(defaultValue = "25") String sample,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      HttpServletResponse response)
      throws IOException {
    PackOrder order;
    try {
      order = order(framework, from, to, seed, sample, caller);
    } catch (DateTimeException | NumberFormatException e) {
      return refused(
          framework,
          from,
          to,
          seed,
          sample,
          "Write days as 2026-11-01, and the sample as a number.");
    } catch (IllegalArgumentException e) {
      return refused(framework, from, to, seed, sample, String.valueOf(e.getMessage()));
    }
    response.setContentType("application/zip");
    response.setHeader(
        "Content-Disposition",
        "attachment; filename=\"countersign-%s-%s.zip\""
            .formatted(order.framework().wireName(), LocalDate.parse(from)));
    desk.write(order, response.getOutputStream());
    return null;
  }

  private static PackOrder order(
      String framework, String from, String to, String seed, String sample, Caller caller) {
    return new PackOrder(
        Stream.of(Framework.values())
            .filter(known -> known.wireName().equals(framework))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("Choose one of the frameworks that are listed.")),
        LocalDate.parse(from).atStartOfDay(ZoneOffset.UTC).toInstant(),
        LocalDate.parse(to).atStartOfDay(ZoneOffset.UTC).toInstant(),
        seed,
        Integer.parseInt(sample),
        caller.id());
  }

  private static ModelAndView refused(
      String framework, String from, String to, String seed, String sample, String problem) {
    ModelAndView page = page(framework, from, to, seed, sample);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    page.addObject("bad", problem);
    return page;
  }

  private static ModelAndView page(
      String framework, String from, String to, String seed, String sample) {
    ModelAndView page = new ModelAndView("console/evidence");
    page.addObject("frameworks", Stream.of(Framework.values()).map(Framework::wireName).toList());
    page.addObject("framework", framework);
    page.addObject("from", from);
    page.addObject("to", to);
    page.addObject("seed", seed);
    page.addObject("sample", sample);
    return page;
  }
}
