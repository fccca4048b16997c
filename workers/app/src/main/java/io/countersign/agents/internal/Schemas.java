package io.countersign.agents.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON schemas of what tools take and answer. */
final class Schemas {

  static final String ACTION_ID = "action_id";

  private static final Map<String, Object> TEXTS =
      Map.of(
          "type", "object", "additionalProperties", Map.of("type", "string", "maxLength", 100_000));

  private Schemas() {}

  /** Nothing. */
  static Map<String, Object> nothing() {
    return object(Map.of(), List.of());
  }

  /** What somebody asks for. */
  static Map<String, Object> ask(boolean keyed) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("effect", text("Name of the effect, exactly as list_effects gives it.", 200));
    fields.put(
        "target",
        describe(
            TEXTS,
            "Where it lands. Field names as list_effects gives them; all values are strings."));
    fields.put(
        "parameters",
        describe(
            TEXTS,
            "How. Field names as list_effects gives them; all values are strings. {} for none."));
    fields.put(
        "reason",
        text("Why it is needed, for the people who sign: one or two plain sentences.", 2_000));
    fields.put(
        "on_behalf_of",
        text("Directory id of the person it is for, when that is not your owner.", 200));
    fields.put(
        "valid_for",
        text("How long it may wait for its execution, as ISO-8601 duration such as PT2H.", 40));
    if (keyed) {
      fields.put(
          "idempotency_key",
          text(
              "A key that you choose anew for every action, such as a UUID. After a lost answer,"
                  + " call again with the same key: you get the same action.",
              255));
    }
    return object(fields, List.of("effect", "target", "reason"));
  }

  /** One action. */
  static Map<String, Object> handle() {
    return object(Map.of(ACTION_ID, handleText()), List.of(ACTION_ID));
  }

  /** One action, or none. */
  static Map<String, Object> maybeHandle() {
    return object(Map.of(ACTION_ID, handleText()), List.of());
  }

  /** One action and how long to wait for it. */
  static Map<String, Object> wait(int longest) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(ACTION_ID, handleText());
    fields.put(
        "seconds",
        Map.of(
            "type",
            "integer",
            "minimum",
            1,
            "maximum",
            longest,
            "description",
            "How long to wait at most; " + longest + " by default."));
    return object(fields, List.of(ACTION_ID));
  }

  /** How an action stands. */
  static Map<String, Object> standing() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(ACTION_ID, Map.of("type", "string"));
    fields.put(
        "status",
        Map.of("enum", List.of("pending", "in_force", "done", "ended", "refused", "failed")));
    fields.put("final", Map.of("type", "boolean"));
    fields.put("what_to_do", Map.of("type", "string"));
    fields.put("poll_after_seconds", Map.of("type", "integer"));
    fields.put("record", Map.of("type", "object"));
    return Map.of(
        "type",
        "object",
        "properties",
        fields,
        "required",
        List.of(ACTION_ID, "status", "final", "what_to_do", "record"));
  }

  private static Map<String, Object> handleText() {
    return text("The action_id that request_action gave you.", 36);
  }

  private static Map<String, Object> text(String description, int longest) {
    return Map.of(
        "type", "string", "minLength", 1, "maxLength", longest, "description", description);
  }

  private static Map<String, Object> describe(Map<String, Object> schema, String description) {
    Map<String, Object> described = new LinkedHashMap<>(schema);
    described.put("description", description);
    return described;
  }

  private static Map<String, Object> object(Map<String, Object> fields, List<String> required) {
    return Map.of(
        "type",
        "object",
        "properties",
        fields,
        "required",
        required,
        "additionalProperties",
        false);
  }
}
