package io.countersign.evidence.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A summary as one page, for browsers and for the PDF. Says what the summary says, value by value,
 * in the order in which an auditor reads: in short, exceptions, findings, reconciliation, what is
 * shown whole, controls, how it was made.
 */
final class Report {

  private static final String STYLE =
      """
      @page { size: A4; margin: 22mm 18mm 20mm 18mm;
        @top-left { content: "Countersign evidence pack"; font-family: body; font-size: 8pt; color: #555 }
        @bottom-right { content: "Page " counter(page) " of " counter(pages); font-family: body; font-size: 8pt; color: #555 } }
      body { font-family: body, system-ui, sans-serif; font-size: 9.5pt; line-height: 1.45; color: #1a1a1a; max-width: 62rem; margin: 0 auto }
      h1 { font-size: 20pt; margin: 0 0 2pt 0; line-height: 1.2 }
      h2 { font-size: 13pt; margin: 18pt 0 5pt 0; border-bottom: 1pt solid #1f4e79; color: #1f4e79; page-break-after: avoid }
      h3 { font-size: 10.5pt; margin: 12pt 0 3pt 0; page-break-after: avoid; word-wrap: break-word }
      p { margin: 0 0 5pt 0; word-wrap: break-word } .sub { color: #555; margin-bottom: 10pt }
      .short { background-color: #eef3f8; border-left: 3pt solid #1f4e79; padding: 6pt 10pt }
      .short li { margin: 2pt 0 } ul { margin: 0; padding-left: 14pt }
      table { border-collapse: collapse; width: 100%; margin: 3pt 0 8pt 0; table-layout: fixed; -fs-table-paginate: paginate }
      td, th { border-bottom: 0.5pt solid #bbb; padding: 3pt 6pt 3pt 0; text-align: left; vertical-align: top; word-wrap: break-word }
      th { font-weight: bold; color: #333 } thead th { border-bottom: 1pt solid #555; font-size: 8.5pt }
      tr { page-break-inside: avoid } .none { color: #555; font-style: normal }
      .topic { font-weight: bold; color: #1f4e79; margin: 5pt 0 0 0; font-size: 8.5pt; page-break-after: avoid }
      .missing { color: #9c2a00 } code { font-family: mono, monospace; font-size: 8pt; word-wrap: break-word }
      .control { page-break-inside: avoid }
      @media screen { body { font-size: 16px; padding: 1rem } }
      """;

  private final Map<String, Object> summary;
  private final Xhtml page = new Xhtml();

  private Report(Map<String, Object> summary) {
    this.summary = summary;
  }

  static String of(Map<String, Object> summary) {
    return new Report(summary).page();
  }

  private String page() {
    page.raw("<!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>")
        .raw("<meta charset=\"utf-8\"/><title>Evidence pack</title><style>")
        .raw(STYLE)
        .raw("</style></head><body>")
        .element("h1", "Evidence pack: " + framework(Facts.text(summary, "framework")))
        .raw("<p class=\"sub\">")
        .text(
            "From %s until before %s, made at %s for %s (framework %s)."
                .formatted(
                    Facts.text(summary, "from"),
                    Facts.text(summary, "to"),
                    Facts.text(summary, "madeAt"),
                    Facts.text(summary, "orderedBy"),
                    Facts.text(summary, "framework")))
        .raw("</p><div class=\"short\">")
        .items(Facts.texts(summary, "inShort"))
        .raw("</div>");
    exceptions();
    findings();
    reconciliation();
    examinations();
    narratives();
    controls();
    making();
    return page.raw("</body></html>\n").toString();
  }

  private static String framework(String wire) {
    return switch (wire) {
      case "soc2" -> "SOC 2";
      case "hipaa" -> "HIPAA";
      case "fedramp" -> "FedRAMP 20x (NIST 800-53)";
      default -> wire;
    };
  }

  private void exceptions() {
    Map<String, Object> exceptions = Facts.map(summary, "exceptions");
    page.element("h2", "1. Exceptions");
    if (none(exceptions, "listed")) {
      return;
    }
    page.paragraph(
        Words.number(Facts.number(exceptions, "count"))
            + " in all: actions that went otherwise than asked for, signed, done. Each is marked in"
            + " population.jsonl.");
    page.table(
        List.of("Kind", "Number"),
        rows ->
            Facts.map(exceptions, "byKind")
                .forEach((kind, number) -> rows.row(kind, number(number))));
    page.table(
        List.of("Why", "What", "Asked for by", "Sealed at", "Action"),
        rows ->
            Facts.maps(exceptions, "listed")
                .forEach(
                    one ->
                        rows.row(
                            Facts.text(one, "why"),
                            Facts.text(one, "effect"),
                            Facts.text(one, "requestedBy"),
                            Facts.text(one, "sealedAt"),
                            Facts.text(one, "action"))));
  }

  private void findings() {
    Map<String, Object> findings = Facts.map(summary, "openFindings");
    page.element("h2", "2. Open findings");
    if (none(findings, "listed")) {
      return;
    }
    page.paragraph(
        Words.number(Facts.number(findings, "count"))
            + " open when this pack was made, whenever they were first seen.");
    page.table(
        List.of("Finding", "First seen", "What was found", "What to do"),
        rows ->
            Facts.maps(findings, "listed")
                .forEach(
                    one ->
                        rows.row(
                            Facts.text(one, "code") + " (" + Facts.text(one, "severity") + ")",
                            Facts.text(one, "firstSeen"),
                            Facts.text(one, "sentence"),
                            Facts.text(one, "whatToDo"))));
  }

  private boolean none(Map<String, Object> of, String list) {
    boolean none = Facts.maps(of, list).isEmpty();
    if (none) {
      page.raw("<p class=\"none\">").text("None.").raw("</p>");
    }
    return none;
  }

  private void reconciliation() {
    Map<String, Object> facts = Facts.map(summary, "reconciliation");
    page.element("h2", "3. Is the population whole?");
    page.paragraph(
        "Integrity is not completeness. These figures come from different places, and whoever hides"
            + " an action has to bend all of them.");
    page.table(
        List.of("Figure", "Value"),
        rows ->
            facts.forEach(
                (name, value) -> {
                  if (!(value instanceof List)) {
                    rows.fact(label(name), number(value));
                  }
                }));
    if (!Facts.maps(facts, "gapsListed").isEmpty()) {
      page.table(
          List.of("Gap in partition", "Before position", "Kind"),
          rows ->
              Facts.maps(facts, "gapsListed")
                  .forEach(
                      gap ->
                          rows.row(
                              Facts.text(gap, "partition"),
                              Facts.text(gap, "position"),
                              Facts.text(gap, "kind"))));
    }
  }

  private static String label(String name) {
    return switch (name) {
      case "sealedInTheDatabase" -> "Actions sealed, by the database";
      case "ofThoseInTheLedger" -> "Of those with entries in the published ledger";
      case "entriesNotPublishedYet" -> "Entries about them on the way to the ledger";
      case "historyRecords" -> "Records of the engine (process history)";
      case "historyGaps" -> "Gaps in process history";
      case "databaseAheadOfEngineMillis" -> "Clocks: database ahead of engine, ms";
      case "applicationAheadOfDatabaseMillis" -> "Clocks: application ahead of database, ms";
      case "ledgerOrigin" -> "Ledger";
      case "ledgerSize" -> "Entries in it";
      case "ledgerAnchoredUpTo" -> "Entries that others have confirmed";
      default -> name;
    };
  }

  private void examinations() {
    Map<String, Object> earlier = Facts.map(summary, "earlierPacks");
    page.element("h2", "4. Earlier packs, and who examined them");
    page.paragraph(Facts.text(earlier, "sentence"));
    if (!Facts.maps(earlier, "listed").isEmpty()) {
      page.table(
          List.of("What", "When", "Who", "Pack", "Words"),
          rows ->
              Facts.maps(earlier, "listed")
                  .forEach(
                      one ->
                          rows.row(
                              Facts.text(one, "what"),
                              Facts.text(one, "at"),
                              Facts.text(one, "who"),
                              Facts.text(one, "pack"),
                              Facts.text(one, "words"))));
    }
  }

  private void narratives() {
    Map<String, Object> sample = Facts.map(summary, "sample");
    page.element("h2", "5. The sample, in plain English");
    List<Map<String, Object>> told = Facts.maps(summary, "narratives");
    if (told.isEmpty()) {
      page.raw("<p class=\"none\">").text("Nothing was drawn.").raw("</p>");
      return;
    }
    if (told.size() < Facts.texts(sample, "drawn").size()) {
      page.paragraph(
          "The first %s; the others are in sample/ID/narrative.txt.".formatted(told.size()));
    }
    told.forEach(this::narrative);
  }

  private void narrative(Map<String, Object> one) {
    page.element("h3", Facts.text(one, "title"));
    page.raw("<p class=\"sub\">").text("Action " + Facts.text(one, "action")).raw("</p>");
    for (Map<String, Object> part : Facts.maps(one, "parts")) {
      String topic = Facts.text(part, "topic");
      page.raw(topic.equals("MISSING") ? "<div class=\"missing\">" : "<div>")
          .raw("<p class=\"topic\">")
          .text(heading(topic))
          .raw("</p>");
      Facts.texts(part, "sentences").forEach(page::paragraph);
      page.raw("</div>");
    }
  }

  static String heading(String topic) {
    return switch (topic) {
      case "REQUEST" -> "What was asked for";
      case "DATA" -> "The data";
      case "POLICY" -> "What policy said";
      case "REVIEW" -> "Who decided";
      case "OUTCOME" -> "What came of it";
      case "PROOF" -> "Where this stands on record";
      default -> "What is missing";
    };
  }

  private void controls() {
    page.element("h2", "6. Controls");
    page.paragraph(
        "What the records show about each control, and what they do not. “Held” means: every action"
            + " under it stands in the ledger, has a known outcome, and no finding. Whether the"
            + " control is met is for the auditor to say.");
    for (Map<String, Object> control : Facts.maps(summary, "controls")) {
      page.raw("<div class=\"control\">")
          .element(
              "h3",
              Facts.text(control, "id")
                  + ": "
                  + Facts.text(control, "result").toLowerCase(Locale.ROOT))
          .paragraph(Facts.text(control, "about"))
          .paragraph(Facts.text(control, "because"))
          .raw("<table><tbody>")
          .fact("Shows", Facts.text(control, "supports"))
          .fact("Does not show", Facts.text(control, "lacks"))
          .fact("Figures", figures(control))
          .raw("</tbody></table></div>");
    }
  }

  private static String figures(Map<String, Object> control) {
    return "%s, %s with findings, %s not in the ledger, %s of unknown outcome, %s break-glass"
        .formatted(
            Words.number(Facts.number(control, "actions"))
                + (Facts.number(control, "actions") == 1 ? " action" : " actions"),
            Words.number(Facts.number(control, "withFindings")),
            Words.number(Facts.number(control, "notInTheLedger")),
            Words.number(Facts.number(control, "unknownOutcome")),
            Words.number(Facts.number(control, "breakGlass")));
  }

  private void making() {
    Map<String, Object> population = Facts.map(summary, "population");
    Map<String, Object> sample = Facts.map(summary, "sample");
    page.element("h2", "7. How this pack was made");
    page.table(
        List.of("Effect", "Actions"),
        rows ->
            Facts.map(population, "byEffect")
                .forEach((effect, number) -> rows.row(effect, number(number))));
    page.paragraph(
        "Population: %s, in population.jsonl and population.csv, by this query:"
            .formatted(Words.count(Facts.number(population, "count"), "action", "actions")));
    page.raw("<p>").element("code", Facts.text(population, "query")).raw("</p>");
    page.paragraph(
        "Sample: %s asked for, with the seed “%s”. %s"
            .formatted(
                Words.number(Facts.number(sample, "asked")),
                Facts.text(sample, "seed"),
                Facts.text(sample, "method")));
    page.items(Facts.texts(sample, "drawn"));
    page.paragraph("VERIFY.md says how to check all this with tools that nobody here wrote.");
  }

  private static Object number(Object value) {
    return value instanceof Number number ? Words.number(number.longValue()) : value;
  }
}
