package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.evidence.EvidenceDesk;
import io.countersign.evidence.Framework;
import io.countersign.evidence.PackOrder;
import io.countersign.identity.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Evidence packs, for auditors alone. */
@RestController
@RequestMapping("/api/v1/evidence")
class EvidenceController {

  private final EvidenceDesk desk;
  private final Clock clock;

  EvidenceController(EvidenceDesk desk, Clock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  /** Streams a pack; one that ends without its SHA256SUMS broke off. */
  @Allowed(Role.AUDITOR)
  @GetMapping("/packs")
  void pack(
      @RequestParam String framework,
      @RequestParam String from,
      @RequestParam Optional<String> to,
      @RequestParam String seed,
      @RequestParam(defaultValue = "25") int sample,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      HttpServletResponse response)
      throws IOException {
    PackOrder order = order(framework, from, to, seed, sample, caller);
    response.setContentType("application/zip");
    response.setHeader("Cache-Control", "no-store");
    desk.write(order, response.getOutputStream());
  }

  private PackOrder order(
      String framework, String from, Optional<String> to, String seed, int sample, Caller caller) {
    try {
      return new PackOrder(
          Stream.of(Framework.values())
              .filter(known -> known.wireName().equals(framework.toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'" + framework + "' is no framework. Choose soc2, hipaa or fedramp.")),
          Instant.parse(from),
          to.map(Instant::parse).orElseGet(clock::instant),
          seed,
          sample,
          caller.id());
    } catch (DateTimeException e) {
      throw Rejected.malformed(
          "The period begins and ends at moments like 2026-11-01T00:00:00Z: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw Rejected.malformed(String.valueOf(e.getMessage()));
    }
  }
}
