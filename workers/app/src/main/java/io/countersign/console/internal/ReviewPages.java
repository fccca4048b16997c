package io.countersign.console.internal;

import io.countersign.access.Caller;
import io.countersign.console.internal.ReviewPage.ColumnView;
import io.countersign.console.internal.ReviewPage.Data;
import io.countersign.console.internal.ReviewPage.Payload;
import io.countersign.console.internal.ReviewPage.PolicyView;
import io.countersign.console.internal.ReviewPage.Said;
import io.countersign.console.internal.ReviewPage.Terms;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.spi.review.Visible;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Turns a round into its page. Takes what would happen from what was sealed for reviewers alone.
 */
@Component
class ReviewPages {

  private final ReviewDesk desk;
  private final Subjects subjects;
  private final Seats seats;
  private final RecordPages records;
  private final Comparisons comparisons;
  private final DisplayNames names;
  private final Clock clock;

  ReviewPages(
      ReviewDesk desk,
      Subjects subjects,
      Seats seats,
      RecordPages records,
      Comparisons comparisons,
      DisplayNames names,
      Clock clock) {
    this.desk = desk;
    this.subjects = subjects;
    this.seats = seats;
    this.records = records;
    this.comparisons = comparisons;
    this.names = names;
    this.clock = clock;
  }

  ReviewPage of(ReviewRound round, Caller reader) {
    boolean plan = round.subject().kind() == Subject.Kind.MASKING_PLAN;
    Sealed shown = Sealed.of(round.shown());
    Sealed action = plan ? shown : shown.at("action");
    ReviewPage.Decide decide = seats.decide(round, reader);
    return new ReviewPage(
        round.id().toString(),
        subjects.of(round),
        terms(round, action),
        payload(shown),
        data(shown, action, plan),
        policy(shown),
        round.seats().stream().map(seats::view).toList(),
        round.ending().map(ending -> seats.ending(round, ending)),
        round.verdict().map(Verdict::wireName).orElse("open"),
        comments(round),
        refusals(round),
        decide,
        records.of(round.subject().id()),
        comparisons.of(round, reader),
        decide.may() ? ChangeForm.of(round) : new ChangeForm(List.of()));
  }

  private Terms terms(ReviewRound round, Sealed action) {
    return new Terms(
        round.subject().id().toString(),
        round.subject().digest(),
        round.shownDigest(),
        Moment.of(round.openedAt()),
        Moment.of(round.deadline()),
        Moment.left(clock.instant(), round.deadline()),
        action.optional("executeBefore").map(Moment::read));
  }

  private static Payload payload(Sealed shown) {
    Sealed preview = shown.at("preview");
    return new Payload(preview.texts("warnings"), preview.texts("exact"), preview.texts("revert"));
  }

  private static Data data(Sealed shown, Sealed action, boolean plan) {
    Sealed data = plan ? shown : action.at("data");
    List<List<String>> sample = shown.table("sample");
    List<String> head = sample.isEmpty() ? List.of() : sample.getFirst();
    List<List<String>> rows = sample.isEmpty() ? List.of() : sample.subList(1, sample.size());
    List<ColumnView> columns =
        data.items("columns").stream().map(column -> column(column, head, rows)).toList();
    return new Data(
        plan ? shown.text("dataset") : action.at("input").text("dataset"),
        data.text("residualRisk"),
        facts(action, data, plan),
        columns,
        columns.stream().mapToInt(column -> column.sample().size()).max().orElse(0));
  }

  private static ColumnView column(Sealed column, List<String> head, List<List<String>> rows) {
    String name = column.text("name");
    int at = head.indexOf(name);
    List<String> values =
        at < 0
            ? List.of()
            : rows.stream().filter(row -> row.size() > at).map(row -> row.get(at)).toList();
    return new ColumnView(name, column.text("class"), column.text("treatment"), values);
  }

  private static List<String> facts(Sealed action, Sealed data, boolean plan) {
    List<String> facts = new ArrayList<>();
    long rows = plan ? data.count("rows") : data.count("rowCount");
    if (rows > 0) {
      facts.add(String.format("%,d rows", rows));
    }
    if (!plan && action.has("input")) {
      facts.add(String.format("%,d bytes", action.at("input").count("bytes")));
      facts.add(
          data.is("identifiersMasked")
              ? "every identifier column masked"
              : "NOT every identifier column masked");
    }
    if (data.count("waivers") > 0) {
      facts.add(data.count("waivers") + " identifier columns left in clear on request");
    }
    return facts;
  }

  private static PolicyView policy(Sealed shown) {
    Sealed policy = shown.at("policy");
    String table = policy.text("decision");
    return new PolicyView(
        table.isEmpty() ? "" : table + ", version " + policy.text("version"),
        policy.texts("rules"),
        policy.texts("why"),
        policy.texts("controls"));
  }

  private List<Said> comments(ReviewRound round) {
    return desk.comments(round.id()).stream()
        .map(
            comment ->
                new Said(
                    names.of(comment.author()),
                    Moment.of(comment.saidAt()),
                    Visible.line(comment.words())))
        .toList();
  }

  private List<Said> refusals(ReviewRound round) {
    return desk.refusals(round.id()).stream()
        .map(
            refusal ->
                new Said(
                    Visible.line(refusal.identity()),
                    Moment.of(refusal.refusedAt()),
                    Visible.line(refusal.message())))
        .toList();
  }
}
