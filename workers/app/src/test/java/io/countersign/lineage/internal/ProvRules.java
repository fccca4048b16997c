package io.countersign.lineage.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What the W3C submission on PROV-JSON asks of a document: which ends each relation has, and of
 * which kind they are (PROV-DM, PROV-CONSTRAINTS), that names have a prefix that is declared.
 */
final class ProvRules {

  private static final Pattern NAME = Pattern.compile("cs:[A-Za-z0-9._%-]+");

  /** By relation: its ends, and what each has to be. */
  private static final Map<String, Map<String, String>> RELATIONS =
      Map.of(
          "used", Map.of("prov:activity", "activity", "prov:entity", "entity"),
          "wasGeneratedBy", Map.of("prov:entity", "entity", "prov:activity", "activity"),
          "wasInformedBy", Map.of("prov:informed", "activity", "prov:informant", "activity"),
          "wasAttributedTo", Map.of("prov:entity", "entity", "prov:agent", "agent"),
          "actedOnBehalfOf", Map.of("prov:delegate", "agent", "prov:responsible", "agent"),
          "alternateOf", Map.of("prov:alternate1", "entity", "prov:alternate2", "entity"),
          "specializationOf",
              Map.of("prov:specificEntity", "entity", "prov:generalEntity", "entity"),
          "wasDerivedFrom", Map.of("prov:generatedEntity", "entity", "prov:usedEntity", "entity"),
          "hadMember", Map.of("prov:collection", "entity", "prov:entity", "entity"),
          "wasInfluencedBy", Map.of("prov:influencee", "any", "prov:influencer", "any"));

  private ProvRules() {}

  static List<String> problems(JsonNode document) {
    List<String> problems = new ArrayList<>();
    Map<String, String> kinds = new HashMap<>();
    for (String kind : List.of("entity", "activity", "agent")) {
      for (String name : document.path(kind).propertyNames()) {
        if (!NAME.matcher(name).matches()) {
          problems.add("'" + name + "' is no qualified name.");
        }
        if (kinds.put(name, kind) != null) {
          problems.add("'" + name + "' is declared twice.");
        }
      }
    }
    for (String section : document.propertyNames()) {
      if (RELATIONS.containsKey(section)) {
        document.path(section).forEach(one -> relation(section, one, kinds, problems));
      } else if (!List.of("prefix", "entity", "activity", "agent").contains(section)) {
        problems.add("PROV-JSON has no section '" + section + "'.");
      }
    }
    return problems;
  }

  private static void relation(
      String name, JsonNode one, Map<String, String> kinds, List<String> problems) {
    RELATIONS
        .get(name)
        .forEach(
            (end, kind) -> {
              String found = kinds.get(one.path(end).asString(""));
              if (found == null || !(kind.equals("any") || kind.equals(found))) {
                problems.add(name + ": " + end + " of " + one + " is " + found + ", not " + kind);
              }
            });
  }
}
