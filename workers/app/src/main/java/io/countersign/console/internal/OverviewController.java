package io.countersign.console.internal;

import io.countersign.access.Allowed;
import io.countersign.identity.Directory;
import io.countersign.identity.Role;
import io.countersign.preprocessing.MaskingFigures;
import io.countersign.record.Findings;
import io.countersign.record.Ledger;
import io.countersign.requests.RequestFigures;
import io.countersign.review.ReviewFigures;
import io.countersign.review.ReviewFigures.Figures;
import io.countersign.spi.review.Visible;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How it goes, in numbers and small charts. */
@Controller
class OverviewController {

  private static final int CHART = 320;
  private static final int RUNS = 40;
  private static final int REQUESTERS = 12;

  private final ReviewFigures reviews;
  private final RequestFigures requests;
  private final MaskingFigures masking;
  private final Findings findings;
  private final Ledger ledger;
  private final Directory directory;
  private final DisplayNames names;
  private final Clock clock;

  OverviewController(
      ReviewFigures reviews,
      RequestFigures requests,
      MaskingFigures masking,
      Findings findings,
      Ledger ledger,
      Directory directory,
      DisplayNames names,
      Clock clock) {
    this.reviews = reviews;
    this.requests = requests;
    this.masking = masking;
    this.findings = findings;
    this.ledger = ledger;
    this.directory = directory;
    this.names = names;
    this.clock = clock;
  }

  /**
   * A bar of a chart: a number, and a part of it that is shown apart.
   *
   * @param width of the whole, in pixels
   * @param part of the width that is shown apart
   */
  record Bar(String label, long value, String words, int width, int part) {}

  /** A column of a chart. */
  record Column(int x, int y, int height, String words) {}

  @Allowed({Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/overview")
  String overview(Model model) {
    Figures figures = reviews.now();
    model.addAttribute("waiting", figures.openedAt().size());
    model.addAttribute("ages", ages(figures.openedAt()));
    model.addAttribute("decided", figures.decided());
    model.addAttribute("median", figures.median().map(Moment::length).orElse("–"));
    model.addAttribute("slow", figures.slow().map(Moment::length).orElse("–"));
    model.addAttribute("groups", groups(figures));
    model.addAttribute("endings", figures.endings());
    model.addAttribute("requesters", requesters());
    List<MaskingFigures.Run> runs = masking.latest(RUNS);
    model.addAttribute("runs", columns(runs));
    model.addAttribute("rate", rate(runs));
    model.addAttribute("findings", findings.open());
    model.addAttribute("health", ledger.health());
    model.addAttribute("anchoring", ledger.summary().map(Ledger.Summary::sentence).orElse(""));
    return "console/overview";
  }

  private List<Bar> ages(List<Instant> openedAt) {
    Instant now = clock.instant();
    List<String> labels = List.of("under 15 min", "under 1 h", "under 4 h", "older");
    List<Duration> limits =
        List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4));
    long[] counts = new long[labels.size()];
    for (Instant at : openedAt) {
      Duration age = Duration.between(at, now);
      int bucket = 0;
      while (bucket < limits.size() && age.compareTo(limits.get(bucket)) >= 0) {
        bucket++;
      }
      counts[bucket]++;
    }
    long most = Math.max(1, openedAt.size());
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      bars.add(new Bar(labels.get(i), counts[i], "", width(counts[i], most), 0));
    }
    return bars;
  }

  private static List<Bar> groups(Figures figures) {
    long most =
        figures.groups().stream()
            .mapToLong(group -> group.approved() + group.denied())
            .max()
            .orElse(1);
    return figures.groups().stream()
        .map(
            group ->
                new Bar(
                    Visible.line(group.group()),
                    group.approved() + group.denied(),
                    group.approved() + " approved, " + group.denied() + " denied",
                    width(group.approved() + group.denied(), most),
                    width(group.denied(), most)))
        .toList();
  }

  private List<Bar> requesters() {
    List<RequestFigures.Requester> all = requests.requesters();
    long most = all.stream().mapToLong(RequestFigures.Requester::requests).max().orElse(1);
    return all.stream()
        .limit(REQUESTERS)
        .map(
            one ->
                new Bar(
                    names.of(one.id()) + (directory.agent(one.id()).isPresent() ? ", agent" : ""),
                    one.requests(),
                    one.requests() + " asked, " + one.refused() + " refused",
                    width(one.requests(), most),
                    width(one.refused(), most)))
        .toList();
  }

  private static int width(long value, long most) {
    return value == 0 ? 0 : (int) Math.max(2, value * CHART / Math.max(1, most));
  }

  private static List<Column> columns(List<MaskingFigures.Run> runs) {
    double most = runs.stream().mapToDouble(OverviewController::perSecond).max().orElse(1);
    List<Column> columns = new ArrayList<>();
    for (MaskingFigures.Run run : runs) {
      int height = (int) Math.max(2, perSecond(run) * 60 / Math.max(1, most));
      columns.add(
          new Column(
              columns.size() * 8,
              60 - height,
              height,
              "%,d rows in %.1f s, %s"
                  .formatted(run.rows(), run.seconds(), Moment.of(run.finishedAt()).text())));
    }
    return columns;
  }

  private static double perSecond(MaskingFigures.Run run) {
    return run.seconds() > 0 ? run.rows() / run.seconds() : 0;
  }

  private static String rate(List<MaskingFigures.Run> runs) {
    double seconds = runs.stream().mapToDouble(MaskingFigures.Run::seconds).sum();
    long rows = runs.stream().mapToLong(MaskingFigures.Run::rows).sum();
    return Optional.of(seconds)
        .filter(sum -> sum > 0)
        .map(sum -> String.format("%,.0f rows a second", rows / sum))
        .orElse("–");
  }
}
