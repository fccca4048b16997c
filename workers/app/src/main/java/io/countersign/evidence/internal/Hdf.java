package io.countersign.evidence.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a summary says about controls, in the Heimdall Data Format of MITRE's SAF
 * (https://saf.mitre.org), execution results of one profile.
 */
final class Hdf {

  private Hdf() {}

  /**
   * The document.
   *
   * @param population SHA-256 of population.jsonl, in hexadecimal: what was tested
   */
  static Map<String, Object> of(Map<String, Object> summary, String population) {
    List<Map<String, Object>> controls = Facts.maps(summary, "controls");
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("platform", Map.of("name", "Countersign", "release", "1", "target_id", "records"));
    content.put("version", "1");
    content.put(
        "statistics",
        Map.of(
            "controls",
            Map.of(
                "passed", total(controls, "passed"),
                "failed", total(controls, "failed"),
                "skipped", total(controls, "skipped"))));
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("name", "countersign-" + Facts.text(summary, "framework"));
    profile.put("title", "Records of privileged actions");
    profile.put("summary", String.join(" ", Facts.texts(summary, "inShort")));
    profile.put("version", "1");
    profile.put("sha256", population);
    profile.put("supports", List.of());
    profile.put("attributes", List.of());
    profile.put("groups", List.of());
    profile.put("controls", controls.stream().map(control -> control(summary, control)).toList());
    content.put("profiles", List.of(profile));
    return content;
  }

  private static Map<String, Object> total(List<Map<String, Object>> controls, String status) {
    return Map.of(
        "total", controls.stream().filter(control -> status(control).equals(status)).count());
  }

  private static String status(Map<String, Object> control) {
    String result = Facts.text(control, "result");
    if (result.equals(Standing.Result.NOT_EXERCISED.words())) {
      return "skipped";
    }
    return result.equals(Standing.Result.HELD.words()) ? "passed" : "failed";
  }

  private static Map<String, Object> control(
      Map<String, Object> summary, Map<String, Object> control) {
    String id = Facts.text(control, "id");
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("id", id);
    content.put("title", Facts.text(control, "about"));
    content.put("desc", Facts.text(control, "supports"));
    content.put(
        "descriptions",
        List.of(
            Map.of("label", "check", "data", Facts.text(control, "supports")),
            Map.of("label", "lacks", "data", Facts.text(control, "lacks"))));
    content.put("impact", 0.5);
    content.put("refs", List.of());
    content.put("tags", tags(id, control));
    content.put("source_location", Map.of("ref", "population.jsonl"));
    content.put("results", List.of(result(summary, control)));
    return content;
  }

  private static Map<String, Object> tags(String id, Map<String, Object> control) {
    Map<String, Object> tags = new LinkedHashMap<>();
    boolean nist = id.startsWith("800-53:");
    tags.put(
        nist ? "nist" : id.substring(0, id.indexOf(':')).toLowerCase(Locale.ROOT),
        List.of(id.substring(id.indexOf(':') + 1)));
    for (String name :
        List.of("actions", "withFindings", "notInTheLedger", "unknownOutcome", "breakGlass")) {
      tags.put(name, Facts.number(control, name));
    }
    return tags;
  }

  private static Map<String, Object> result(
      Map<String, Object> summary, Map<String, Object> control) {
    Map<String, Object> content = new LinkedHashMap<>();
    String status = status(control);
    content.put("status", status);
    content.put(
        "code_desc",
        "Every action under it stands in the ledger, has a known outcome, and no finding.");
    content.put(
        status.equals("skipped") ? "skip_message" : "message", Facts.text(control, "because"));
    content.put("start_time", Facts.text(summary, "madeAt"));
    return content;
  }
}
