package io.countersign.connectors.teams.fake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What Teams sends when people do something. */
public final class Activities {

  private Activities() {}

  private static Map<String, Object> base(
      FakeTeams teams, String type, FakePerson person, String conversation, String kind) {
    Map<String, Object> activity = new LinkedHashMap<>();
    activity.put("type", type);
    activity.put("id", UUID.randomUUID().toString());
    activity.put("channelId", "msteams");
    activity.put("serviceUrl", teams.service());
    activity.put("from", Map.of("id", person.user(), "aadObjectId", person.object()));
    activity.put("recipient", Map.of("id", "28:" + FakeTeams.APP));
    activity.put(
        "conversation",
        Map.of("id", conversation, "conversationType", kind, "tenantId", person.tenant()));
    activity.put("channelData", Map.of("tenant", Map.of("id", person.tenant())));
    return activity;
  }

  static Map<String, Object> installed(FakeTeams teams, FakePerson person) {
    Map<String, Object> activity =
        base(teams, "installationUpdate", person, person.conversation(), "personal");
    activity.put("action", "add");
    return activity;
  }

  static Map<String, Object> message(FakeTeams teams, FakePerson person, String words) {
    Map<String, Object> activity =
        base(teams, "message", person, person.conversation(), "personal");
    activity.put("text", words);
    return activity;
  }

  /** An action of a card, with what was typed. */
  public static Map<String, Object> invoke(
      FakeTeams teams,
      FakePerson person,
      FakeMessage message,
      Map<?, ?> action,
      Map<String, String> inputs) {
    boolean personal = message.conversation().startsWith("a:");
    Map<String, Object> activity =
        base(
            teams,
            "invoke",
            person,
            personal
                ? message.conversation()
                : message.conversation() + ";messageid=" + message.id(),
            personal ? "personal" : "channel");
    Map<String, Object> data = new LinkedHashMap<>();
    if (action.get("data") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> data.put(String.valueOf(name), value));
    }
    data.putAll(inputs);
    activity.put("name", "adaptiveCard/action");
    activity.put("replyToId", message.id());
    activity.put(
        "value",
        Map.of(
            "action",
            Map.of("type", "Action.Execute", "verb", action.get("verb"), "data", data),
            "trigger",
            "manual"));
    return activity;
  }
}
