package io.countersign.evidence.internal;

import io.countersign.support.PlainText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A summary in a few sentences. Reads nothing but the summary. */
final class InShort {

  /** From how many milliseconds on clocks are said to differ. */
  private static final long TOLERATED = 5_000;

  private InShort() {}

  static List<String> of(Map<String, Object> summary) {
    List<String> sentences = new ArrayList<>();
    long sealed = Facts.number(Facts.map(summary, "population"), "count");
    sentences.add(population(summary, sealed));
    Map<String, Object> reconciliation = Facts.map(summary, "reconciliation");
    if (sealed > 0) {
      sentences.add(exceptions(Facts.map(summary, "exceptions"), sealed));
      sentences.add(recorded(reconciliation, sealed));
    }
    sentences.add(findings(Facts.number(Facts.map(summary, "openFindings"), "count")));
    sentences.add(history(reconciliation));
    sentences.add(ledger(reconciliation));
    sentences.add(clocks(reconciliation));
    sentences.add(controls(summary));
    sentences.add(Facts.text(Facts.map(summary, "earlierPacks"), "sentence"));
    return List.copyOf(sentences);
  }

  private static String population(Map<String, Object> summary, long sealed) {
    String period =
        "From %s until before %s, ".formatted(moment(summary, "from"), moment(summary, "to"));
    return sealed == 0
        ? period
            + "nothing was sealed: the population is empty, and so is the sample. That says"
            + " nothing about whether controls work."
        : period
            + "%s sealed; %s of them, drawn by the auditor's seed, %s shown whole."
                .formatted(
                    Words.count(sealed, "action was", "actions were"),
                    Words.number(Facts.texts(Facts.map(summary, "sample"), "drawn").size()),
                    Facts.texts(Facts.map(summary, "sample"), "drawn").size() == 1 ? "is" : "are");
  }

  private static String exceptions(Map<String, Object> exceptions, long sealed) {
    long count = Facts.number(exceptions, "count");
    if (count == 0) {
      return "None of them is an exception: nothing was denied, expired, refused, failed or done"
          + " without a review.";
    }
    List<String> kinds = new ArrayList<>();
    Facts.map(exceptions, "byKind")
        .forEach(
            (kind, number) ->
                kinds.add(Words.number(((Number) number).longValue()) + " “" + kind + "”"));
    return "%s of %s %s: %s."
        .formatted(
            Words.number(count),
            Words.number(sealed),
            count == 1 ? "is an exception" : "are exceptions",
            Words.list(kinds));
  }

  private static String recorded(Map<String, Object> reconciliation, long sealed) {
    long recorded = Facts.number(reconciliation, "ofThoseInTheLedger");
    long waiting = Facts.number(reconciliation, "entriesNotPublishedYet");
    String all =
        recorded == sealed
            ? "Each of them has entries in the ledger"
            : "%s no entry in the ledger, so nothing proves what became of %s"
                .formatted(
                    Words.count(sealed - recorded, "of them has", "of them have"),
                    sealed - recorded == 1 ? "it" : "them");
    return waiting == 0
        ? all + "."
        : all
            + "; %s not published yet when this pack was made."
                .formatted(Words.count(waiting, "entry was", "entries were"));
  }

  private static String findings(long open) {
    return open == 0
        ? "No finding is open."
        : "%s open: records that do not agree, which somebody still has to look into."
            .formatted(Words.count(open, "finding is", "findings are"));
  }

  private static String history(Map<String, Object> reconciliation) {
    long records = Facts.number(reconciliation, "historyRecords");
    long gaps = Facts.number(reconciliation, "historyGaps");
    if (records == 0) {
      return "There is no process history: what the engine did cannot be compared with anything.";
    }
    return "Process history holds %s %s."
        .formatted(
            Words.count(records, "record", "records"),
            gaps == 0
                ? "without a gap"
                : "and has "
                    + Words.count(gaps, "gap", "gaps")
                    + "; what the engine did there cannot be shown");
  }

  private static String ledger(Map<String, Object> reconciliation) {
    if (!reconciliation.containsKey("ledgerSize")) {
      return "There is no published ledger: nothing here is proven.";
    }
    long size = Facts.number(reconciliation, "ledgerSize");
    long anchored = Facts.number(reconciliation, "ledgerAnchoredUpTo");
    String confirmed =
        anchored == 0
            ? "nobody else has confirmed any of them yet, so whoever holds its key could still"
                + " rewrite it"
            : anchored == size
                ? "others have confirmed all of them"
                : "others have confirmed the first "
                    + Words.number(anchored)
                    + ", and not the rest yet";
    return "The ledger %s holds %s; %s."
        .formatted(
            PlainText.visible(Facts.text(reconciliation, "ledgerOrigin")),
            Words.count(size, "entry", "entries"),
            confirmed);
  }

  private static String clocks(Map<String, Object> reconciliation) {
    List<String> apart = new ArrayList<>();
    apart(apart, reconciliation, "databaseAheadOfEngineMillis", "database", "engine");
    apart(apart, reconciliation, "applicationAheadOfDatabaseMillis", "application", "database");
    return apart.isEmpty()
        ? "The clocks agree to within 5 seconds."
        : "The clocks do not agree: %s. Compare times of different sources with that in mind."
            .formatted(Words.list(apart));
  }

  private static void apart(
      List<String> apart, Map<String, Object> from, String field, String one, String other) {
    long millis = Facts.number(from, field);
    if (Math.abs(millis) > TOLERATED) {
      apart.add(
          "the %s's is %s seconds %s the %s's"
              .formatted(
                  one,
                  Words.number(Math.abs(millis) / 1_000),
                  millis > 0 ? "ahead of" : "behind",
                  other));
    }
  }

  private static String controls(Map<String, Object> summary) {
    Map<String, Long> results = new LinkedHashMap<>();
    for (Standing.Result result : Standing.Result.values()) {
      results.put(result.words(), 0L);
    }
    List<Map<String, Object>> controls = Facts.maps(summary, "controls");
    controls.forEach(control -> results.merge(Facts.text(control, "result"), 1L, Long::sum));
    List<String> parts =
        results.entrySet().stream()
            .map(entry -> Words.number(entry.getValue()) + " " + entry.getKey())
            .toList();
    return "Of the %s that the records speak to: %s."
        .formatted(Words.count(controls.size(), "control", "controls"), Words.list(parts));
  }

  private static String moment(Map<String, Object> summary, String field) {
    return Words.moment(Instant.parse(Facts.text(summary, field)));
  }
}
