package io.countersign.evidence.internal;

import io.countersign.evidence.internal.Standing.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which controls stand for which key security indicator of FedRAMP 20x (ids of FRMR 0.9.43-beta,
 * the mapping and the words are ours).
 */
final class IndicatorTable {

  /** The document's type. */
  static final String TYPE = "countersign/indicators/v1";

  /**
   * An indicator that holds when its controls do.
   *
   * @param controls ids of the catalogue
   */
  private record Row(String id, String about, List<String> controls) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "KSI-IAM-JIT",
              "Privileges are given for a purpose and a time.",
              List.of("800-53:AC-2(2)", "800-53:AC-2(3)", "800-53:AC-5", "800-53:AC-6")),
          new Row(
              "KSI-IAM-ELP",
              "Nobody has more access than they need.",
              List.of("800-53:AC-6", "800-53:AC-6(5)", "800-53:AC-6(9)")),
          new Row(
              "KSI-SVC-VRI",
              "What is used and released is checked to be what was meant.",
              List.of("800-53:AC-4", "800-53:SC-28", "800-53:AU-10")),
          new Row(
              "KSI-CMT-LMC",
              "Changes are logged and watched.",
              List.of("800-53:CM-3", "800-53:CM-5")));

  private IndicatorTable() {}

  /** The indicators of a summary for FedRAMP. */
  static Map<String, Object> of(Map<String, Object> summary) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("type", TYPE);
    content.put("generatedAt", Facts.text(summary, "madeAt"));
    content.put("from", Facts.text(summary, "from"));
    content.put("to", Facts.text(summary, "to"));
    content.put("inShort", Facts.texts(summary, "inShort"));
    content.put("reconciliation", Facts.map(summary, "reconciliation"));
    content.put("exceptions", Facts.map(Facts.map(summary, "exceptions"), "byKind"));
    content.put("openFindings", Facts.number(Facts.map(summary, "openFindings"), "count"));
    List<Map<String, Object>> indicators = new ArrayList<>();
    indicators.add(tamper(Facts.map(summary, "reconciliation")));
    ROWS.forEach(row -> indicators.add(indicator(row, Facts.maps(summary, "controls"))));
    content.put("indicators", indicators);
    return content;
  }

  /** Logs that cannot be changed unseen (AU-9, AU-11): what was sealed stands in the ledger. */
  private static Map<String, Object> tamper(Map<String, Object> facts) {
    long sealed = Facts.number(facts, "sealedInTheDatabase");
    long recorded = Facts.number(facts, "ofThoseInTheLedger");
    boolean published = facts.containsKey("ledgerSize");
    Result result =
        !published || recorded < sealed
            ? Result.DID_NOT_HOLD
            : sealed == 0 ? Result.NOT_EXERCISED : Result.HELD;
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("id", "KSI-MLA-OSM");
    content.put("about", "Logs are kept where nobody can change them unseen.");
    content.put("result", result.words());
    content.put(
        "because",
        published
            ? "%s of %s sealed actions have entries in the published ledger; others have confirmed"
                    .formatted(Words.number(recorded), Words.number(sealed))
                + " the first %s of its %s entries."
                    .formatted(
                        Words.number(Facts.number(facts, "ledgerAnchoredUpTo")),
                        Words.number(Facts.number(facts, "ledgerSize")))
            : "There is no published ledger.");
    content.put("controls", List.of("au-9", "au-11"));
    return content;
  }

  private static Map<String, Object> indicator(Row row, List<Map<String, Object>> controls) {
    List<Map<String, Object>> own =
        controls.stream().filter(one -> row.controls().contains(Facts.text(one, "id"))).toList();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("id", row.id());
    content.put("about", row.about());
    content.put("result", result(own).words());
    content.put(
        "because",
        String.join(
            " ",
            own.stream()
                .map(
                    one -> Oscal.control(Facts.text(one, "id")) + ": " + Facts.text(one, "because"))
                .toList()));
    content.put("controls", own.stream().map(one -> Oscal.control(Facts.text(one, "id"))).toList());
    return content;
  }

  /** One control that did not hold is enough; one that held is needed. */
  private static Result result(List<Map<String, Object>> controls) {
    List<String> results = controls.stream().map(one -> Facts.text(one, "result")).toList();
    if (results.contains(Result.DID_NOT_HOLD.words())) {
      return Result.DID_NOT_HOLD;
    }
    return results.contains(Result.HELD.words()) ? Result.HELD : Result.NOT_EXERCISED;
  }
}
