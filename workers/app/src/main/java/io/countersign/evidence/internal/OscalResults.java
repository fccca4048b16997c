package io.countersign.evidence.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a summary says, as OSCAL assessment results: an observation for the reconciliation, for each
 * control, exception and open finding; a finding for each control that an action came under. A
 * control that none came under has an observation alone, as nothing was shown about it.
 */
final class OscalResults {

  private final Map<String, Object> summary;
  private final Oscal oscal;
  private final List<Map<String, Object>> observations = new ArrayList<>();
  private final List<Map<String, Object>> findings = new ArrayList<>();

  private OscalResults(Map<String, Object> summary) {
    this.summary = summary;
    this.oscal = new Oscal(summary);
  }

  /**
   * The document.
   *
   * @param files of the pack: each with {@code path} and {@code sha256}
   */
  static Map<String, Object> of(Map<String, Object> summary, List<Map<String, Object>> files) {
    return new OscalResults(summary).document(files);
  }

  private Map<String, Object> document(List<Map<String, Object>> files) {
    reconciliation();
    Facts.maps(summary, "controls").forEach(this::control);
    Facts.maps(Facts.map(summary, "exceptions"), "listed").forEach(this::exception);
    List<Map<String, Object>> open = Facts.maps(Facts.map(summary, "openFindings"), "listed");
    for (int i = 0; i < open.size(); i++) {
      openFinding(i, open.get(i));
    }
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("uuid", oscal.id("results"));
    results.put("metadata", Oscal.metadata(summary, "What the records of privileged actions show"));
    results.put("import-ap", Map.of("href", "oscal/assessment-plan.json"));
    results.put("results", List.of(result()));
    if (!files.isEmpty()) {
      results.put("back-matter", Oscal.resources(files.stream().map(oscal::resource).toList()));
    }
    return Map.of("assessment-results", results);
  }

  private Map<String, Object> result() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("uuid", oscal.id("result"));
    result.put("title", "Records from %s until before %s".formatted(from(), to()));
    result.put("description", Oscal.markup(String.join(" ", Facts.texts(summary, "inShort"))));
    result.put("start", from());
    result.put("end", to());
    result.put("reviewed-controls", Oscal.reviewed(summary));
    result.put("observations", observations);
    if (!findings.isEmpty()) {
      result.put("findings", findings);
    }
    return result;
  }

  private String from() {
    return Facts.text(summary, "from");
  }

  private String to() {
    return Facts.text(summary, "to");
  }

  private void reconciliation() {
    Map<String, Object> facts = new LinkedHashMap<>(Facts.map(summary, "reconciliation"));
    facts.put("population", Facts.number(Facts.map(summary, "population"), "count"));
    facts.put("exceptions", Facts.number(Facts.map(summary, "exceptions"), "count"));
    facts.put("openFindings", Facts.number(Facts.map(summary, "openFindings"), "count"));
    List<Map<String, Object>> props = new ArrayList<>();
    facts.forEach(
        (name, value) -> {
          if (!(value instanceof List)) {
            props.add(Oscal.prop(Oscal.token(name), value));
          }
        });
    Facts.map(Facts.map(summary, "population"), "byEffect")
        .forEach((effect, number) -> props.add(Oscal.prop("effect", effect + ": " + number)));
    Facts.map(Facts.map(summary, "exceptions"), "byKind")
        .forEach((kind, number) -> props.add(Oscal.prop("exception", kind + ": " + number)));
    observe(
        "reconciliation",
        "Is the population whole?",
        "Figures from database, ledger and process history.",
        "EXAMINE",
        props,
        List.of("population.jsonl", "summary.json"));
  }

  private void control(Map<String, Object> control) {
    String id = Facts.text(control, "id");
    List<Map<String, Object>> props = new ArrayList<>();
    props.add(Oscal.prop("label", id));
    for (String name :
        List.of(
            "actions",
            "withFindings",
            "notInTheLedger",
            "unknownOutcome",
            "breakGlass",
            "result")) {
      props.add(Oscal.prop(Oscal.token(name), Facts.find(control, name).orElse("")));
    }
    observe(
        "control " + id,
        id,
        "%s The records show: %s They do not show: %s"
            .formatted(
                Oscal.markup(Facts.text(control, "because")),
                Oscal.markup(Facts.text(control, "supports")),
                Oscal.markup(Facts.text(control, "lacks"))),
        "TEST",
        props,
        List.of("population.jsonl"));
    String result = Facts.text(control, "result");
    if (!result.equals(Standing.Result.NOT_EXERCISED.words())) {
      finding(control, id, result.equals(Standing.Result.HELD.words()));
    }
  }

  private void finding(Map<String, Object> control, String id, boolean held) {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("type", "objective-id");
    target.put("target-id", Oscal.control(id));
    target.put("description", Oscal.markup(Facts.text(control, "about")));
    target.put("status", Map.of("state", held ? "satisfied" : "not-satisfied"));
    Map<String, Object> finding = new LinkedHashMap<>();
    finding.put("uuid", oscal.id("finding " + id));
    finding.put("title", id);
    finding.put("description", Oscal.markup(Facts.text(control, "because")));
    finding.put("target", target);
    finding.put(
        "related-observations", List.of(Map.of("observation-uuid", oscal.id("control " + id))));
    finding.put(
        "remarks",
        "As far as the records go; whether the control is met is for the assessor to say.");
    findings.add(finding);
  }

  private void exception(Map<String, Object> exception) {
    String id = Facts.text(exception, "action");
    observe(
        "exception " + id,
        "Exception: " + Oscal.markup(Facts.text(exception, "why")),
        "An action that went otherwise than asked for, signed, done.",
        "EXAMINE",
        exception.entrySet().stream()
            .map(entry -> Oscal.prop(Oscal.token(entry.getKey()), entry.getValue()))
            .toList(),
        List.of("population.jsonl"));
  }

  private void openFinding(int number, Map<String, Object> finding) {
    observe(
        "open finding " + number,
        Facts.text(finding, "code"),
        Oscal.markup(Facts.text(finding, "sentence") + " " + Facts.text(finding, "whatToDo")),
        "TEST",
        List.of(
            Oscal.prop("first-seen", Facts.text(finding, "firstSeen")),
            Oscal.prop("severity", Facts.text(finding, "severity"))),
        List.of("summary.json"));
  }

  private void observe(
      String name,
      String title,
      String description,
      String method,
      List<Map<String, Object>> props,
      List<String> evidence) {
    Map<String, Object> observation = new LinkedHashMap<>();
    observation.put("uuid", oscal.id(name));
    observation.put("title", title);
    observation.put("description", description);
    observation.put("props", props);
    observation.put("methods", List.of(method));
    observation.put(
        "relevant-evidence",
        evidence.stream()
            .map(file -> Map.of("href", file, "description", "A file of the pack: " + file + "."))
            .toList());
    observation.put("collected", Facts.text(summary, "madeAt"));
    observations.add(observation);
  }
}
