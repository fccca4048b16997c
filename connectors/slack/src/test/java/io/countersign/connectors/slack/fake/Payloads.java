package io.countersign.connectors.slack.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** What Slack sends when people do something. */
final class Payloads {

  private Payloads() {}

  static JsonObject click(FakeUser user, FakeMessage message, String action, String trigger) {
    JsonObject payload = base("block_actions", user, trigger);
    JsonObject container = new JsonObject();
    container.addProperty("type", "message");
    container.addProperty("message_ts", message.ts());
    container.addProperty("channel_id", message.channel());
    payload.add("container", container);
    JsonObject channel = new JsonObject();
    channel.addProperty("id", message.channel());
    payload.add("channel", channel);
    JsonObject clicked = new JsonObject();
    clicked.addProperty("type", "button");
    clicked.addProperty("action_id", action);
    clicked.addProperty("value", message.button(action).orElse("none"));
    JsonArray actions = new JsonArray();
    actions.add(clicked);
    payload.add("actions", actions);
    return payload;
  }

  static JsonObject submission(FakeUser user, JsonObject view, String words, String trigger) {
    JsonObject payload = base("view_submission", user, trigger);
    JsonObject sent = view.deepCopy();
    sent.add("state", state(words));
    payload.add("view", sent);
    return payload;
  }

  private static JsonObject state(String words) {
    JsonObject value = new JsonObject();
    value.addProperty("type", "plain_text_input");
    if (!words.isEmpty()) {
      value.addProperty("value", words);
    }
    JsonObject block = new JsonObject();
    block.add("words", value);
    JsonObject values = new JsonObject();
    values.add("words", block);
    JsonObject state = new JsonObject();
    state.add("values", values);
    return state;
  }

  static JsonObject home(FakeUser user) {
    JsonObject event = new JsonObject();
    event.addProperty("type", "app_home_opened");
    event.addProperty("user", user.id());
    event.addProperty("tab", "home");
    JsonObject payload = new JsonObject();
    payload.addProperty("type", "event_callback");
    payload.addProperty("team_id", user.team());
    payload.addProperty("api_app_id", FakeSlack.APP);
    payload.addProperty("event_id", "Ev1");
    payload.add("event", event);
    return payload;
  }

  static JsonObject command(FakeUser user, String words) {
    JsonObject payload = new JsonObject();
    payload.addProperty("token", "old");
    payload.addProperty("command", "/countersign");
    payload.addProperty("text", words);
    payload.addProperty("user_id", user.id());
    payload.addProperty("team_id", user.team());
    payload.addProperty("api_app_id", FakeSlack.APP);
    payload.addProperty("channel_id", "C1");
    payload.addProperty("response_url", "http://127.0.0.1:9/none");
    return payload;
  }

  private static JsonObject base(String type, FakeUser user, String trigger) {
    JsonObject who = new JsonObject();
    who.addProperty("id", user.id());
    who.addProperty("username", user.id());
    who.addProperty("team_id", user.team());
    JsonObject team = new JsonObject();
    team.addProperty("id", user.team());
    team.addProperty("domain", "test");
    JsonObject payload = new JsonObject();
    payload.addProperty("type", type);
    payload.addProperty("api_app_id", FakeSlack.APP);
    payload.addProperty("trigger_id", trigger);
    payload.add("user", who);
    payload.add("team", team);
    return payload;
  }
}
