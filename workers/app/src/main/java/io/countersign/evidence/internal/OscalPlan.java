package io.countersign.evidence.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the records of a pack were assessed, as an OSCAL assessment plan. */
final class OscalPlan {

  private OscalPlan() {}

  static Map<String, Object> of(Map<String, Object> summary) {
    Oscal oscal = new Oscal(summary);
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("uuid", oscal.id("plan"));
    plan.put(
        "metadata", Oscal.metadata(summary, "How the records of privileged actions are examined"));
    plan.put("import-ssp", Map.of("href", "#" + oscal.id("ssp")));
    plan.put("local-definitions", Map.of("activities", activities(oscal, summary)));
    plan.put("reviewed-controls", Oscal.reviewed(summary));
    plan.put("back-matter", Oscal.resources(List.of(ssp(oscal))));
    return Map.of("assessment-plan", plan);
  }

  private static Map<String, Object> ssp(Oscal oscal) {
    return Map.of(
        "uuid",
        oscal.id("ssp"),
        "title",
        "System security plan",
        "description",
        "Kept by whoever runs the system, who puts its address here. Countersign does not write"
            + " one.");
  }

  private static List<Map<String, Object>> activities(Oscal oscal, Map<String, Object> summary) {
    Map<String, Object> population = Facts.map(summary, "population");
    Map<String, Object> sample = Facts.map(summary, "sample");
    return List.of(
        activity(
            oscal,
            "Take the whole population",
            "Every action sealed from %s until before %s, by this query: %s"
                .formatted(
                    Facts.text(summary, "from"),
                    Facts.text(summary, "to"),
                    Oscal.markup(Facts.text(population, "query"))),
            List.of(
                Oscal.prop("from", Facts.text(summary, "from")),
                Oscal.prop("to", Facts.text(summary, "to")))),
        activity(
            oscal,
            "Reconcile",
            "Count the same actions in the database, in the published ledger and in process"
                + " history, and hold the clocks of these sources against one another.",
            List.of(Oscal.prop("method", "EXAMINE"))),
        activity(
            oscal,
            "Draw a sample",
            "Show %s actions whole. %s"
                .formatted(
                    Facts.number(sample, "asked"), Oscal.markup(Facts.text(sample, "method"))),
            List.of(
                Oscal.prop("seed", Facts.text(sample, "seed")),
                Oscal.prop("asked", Facts.number(sample, "asked")))),
        activity(
            oscal,
            "Hold the population against each control",
            "A control held when every action under it stands in the ledger, has a known outcome,"
                + " and no finding is about it.",
            List.of(Oscal.prop("method", "TEST"))));
  }

  private static Map<String, Object> activity(
      Oscal oscal, String title, String description, List<Map<String, Object>> props) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("uuid", oscal.id("activity " + title));
    content.put("title", title);
    content.put("description", description);
    content.put("props", props);
    return content;
  }
}
