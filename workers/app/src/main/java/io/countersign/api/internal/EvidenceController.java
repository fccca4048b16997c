package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.evidence.EvidenceDesk;
import io.countersign.evidence.Examinations;
import io.countersign.evidence.Framework;
import io.countersign.evidence.Indicators;
import io.countersign.evidence.PackOrder;
import io.countersign.identity.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Evidence packs, for auditors alone. */
@RestController
@RequestMapping("/api/v1/evidence")
class EvidenceController {

  private final EvidenceDesk desk;
  private final Examinations examinations;
  private final Indicators indicators;
  private final Clock clock;

  EvidenceController(
      EvidenceDesk desk, Examinations examinations, Indicators indicators, Clock clock) {
    this.desk = desk;
    this.examinations = examinations;
    this.indicators = indicators;
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

  /** Key security indicators of FedRAMP 20x, and how old they are. */
  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/indicators")
  Map<String, Object> indicators() {
    return indicators.current();
  }

  record Examined(@Nullable String pack, @Nullable String note) {}

  /** Puts on record that the caller examined a pack. */
  @Allowed(Role.AUDITOR)
  @PostMapping("/examinations")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> examined(
      @RequestBody Examined body, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    String pack = body.pack() == null ? "" : body.pack();
    String note = body.note() == null ? "" : body.note();
    try {
      if (!examinations.examined(pack, note, caller.id())) {
        throw new Rejected(
            HttpStatus.NOT_FOUND,
            "NotFound",
            List.of("No pack with the manifest " + pack + " was made here."));
      }
    } catch (IllegalArgumentException e) {
      throw Rejected.malformed(String.valueOf(e.getMessage()));
    }
    return Map.of("pack", pack, "by", caller.id());
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
