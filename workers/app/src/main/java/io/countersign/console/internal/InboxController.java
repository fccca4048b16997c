package io.countersign.console.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.identity.Directory;
import io.countersign.identity.Resolution;
import io.countersign.identity.Role;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.sight.Sight;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The reviews that wait, those of the reader first. */
@Controller
class InboxController {

  /** The most rows on one page. */
  private static final int MOST = 200;

  private static final Duration SOON = Duration.ofHours(1);

  private final ReviewDesk desk;
  private final Directory directory;
  private final Subjects subjects;
  private final Sight sight;
  private final Clock clock;

  InboxController(
      ReviewDesk desk, Directory directory, Subjects subjects, Sight sight, Clock clock) {
    this.desk = desk;
    this.directory = directory;
    this.subjects = subjects;
    this.sight = sight;
    this.clock = clock;
  }

  /**
   * A review on one line.
   *
   * @param soon whether little time is left
   * @param signed votes so far
   * @param seats votes that it takes
   */
  record Row(
      String id,
      Subjects.What what,
      Moment deadline,
      String left,
      boolean soon,
      long signed,
      int seats,
      Instant due) {

    int risk() {
      return what.marks().size();
    }
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/inbox")
  String inbox(
      @RequestParam(defaultValue = "mine") String show,
      @RequestParam(defaultValue = "deadline") String order,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      Model model) {
    boolean all = show.equals("all");
    boolean byRisk = order.equals("risk");
    List<ReviewRound> waiting = all ? readable(caller) : openFor(caller);
    Instant now = clock.instant();
    Comparator<Row> byDeadline = Comparator.comparing(Row::due);
    List<Row> rows =
        waiting.stream()
            .map(round -> row(round, now))
            .sorted(
                byRisk
                    ? Comparator.comparingInt(Row::risk).reversed().thenComparing(byDeadline)
                    : byDeadline)
            .toList();
    model.addAttribute("rows", rows.stream().limit(MOST).toList());
    model.addAttribute("total", rows.size());
    model.addAttribute("all", all);
    model.addAttribute("byRisk", byRisk);
    return "console/inbox";
  }

  private List<ReviewRound> openFor(Caller caller) {
    return directory.resolve(caller.id()) instanceof Resolution.Known known
        ? desk.openFor(known.person())
        : List.of();
  }

  private List<ReviewRound> readable(Caller caller) {
    return desk.open().stream().filter(round -> sight.knowsOf(caller, round)).toList();
  }

  private Row row(ReviewRound round, Instant now) {
    return new Row(
        round.id().toString(),
        subjects.of(round),
        Moment.of(round.deadline()),
        Moment.left(now, round.deadline()),
        now.plus(SOON).isAfter(round.deadline()),
        round.seats().stream().filter(seat -> seat.vote().isPresent()).count(),
        round.seats().size(),
        round.deadline());
  }
}
