package io.countersign.connectors.slack.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The methods of the Web API that the app calls, and everything that they leave behind. */
final class WebApi {

  final Map<String, FakeUser> users = new ConcurrentHashMap<>();
  final Map<String, FakeMessage> messages = new ConcurrentHashMap<>();
  final Map<String, JsonObject> dialogs = new ConcurrentHashMap<>();
  final Map<String, JsonObject> homes = new ConcurrentHashMap<>();
  final List<FakeMessage> whispers = new CopyOnWriteArrayList<>();
  final List<String> problems = new CopyOnWriteArrayList<>();
  private final AtomicLong numbers = new AtomicLong(1_000_000);
  private final Triggers triggers;
  private final Supplier<String> connections;

  /**
   * @param connections opens a connection for Socket Mode
   */
  WebApi(Triggers triggers, Supplier<String> connections) {
    this.triggers = triggers;
    this.connections = connections;
  }

  /** Answers one call. */
  JsonObject result(String method, Map<String, String> form, String token) {
    String expected =
        method.equals("apps.connections.open") ? FakeSlack.APP_TOKEN : FakeSlack.BOT_TOKEN;
    if (!token.equals(expected)) {
      return error(method, "invalid_auth");
    }
    return switch (method) {
      case "auth.test" -> ok("team_id", FakeSlack.TEAM, "user_id", "U0BOT", "bot_id", "B0BOT");
      case "bots.info" -> bot();
      case "users.info" -> user(form);
      case "chat.postMessage" -> post(form);
      case "chat.update" -> update(form);
      case "chat.postEphemeral" -> whisper(form);
      case "views.open" -> open(form);
      case "views.publish" -> publish(form);
      case "apps.connections.open" -> ok("url", connections.get());
      default -> error(method, "unknown_method");
    };
  }

  private static JsonObject bot() {
    JsonObject answer = ok();
    JsonObject bot = new JsonObject();
    bot.addProperty("id", "B0BOT");
    bot.addProperty("app_id", FakeSlack.APP);
    answer.add("bot", bot);
    return answer;
  }

  private JsonObject user(Map<String, String> form) {
    FakeUser user = users.get(form.get("user"));
    if (user == null) {
      return error("users.info", "user_not_found");
    }
    JsonObject answer = ok();
    answer.add("user", user.json());
    return answer;
  }

  private JsonObject post(Map<String, String> form) {
    String to = String.valueOf(form.get("channel"));
    FakeUser person = users.get(to);
    String channel = person == null ? to : FakeSlack.direct(person);
    String thread = form.getOrDefault("thread_ts", "");
    if (person == null && !channel.startsWith("C") && !channel.startsWith("D")) {
      return error("chat.postMessage", "channel_not_found");
    }
    if (!thread.isEmpty() && !messages.containsKey(channel + " " + thread)) {
      return error("chat.postMessage", "thread_not_found");
    }
    String ts = "1." + numbers.incrementAndGet();
    return keep("chat.postMessage", form, new Where(channel, ts, thread, 0));
  }

  private record Where(String channel, String ts, String thread, int edits) {}

  private JsonObject update(Map<String, String> form) {
    FakeMessage before = messages.get(form.get("channel") + " " + form.get("ts"));
    return before == null
        ? error("chat.update", "message_not_found")
        : keep(
            "chat.update",
            form,
            new Where(before.channel(), before.ts(), before.thread(), before.edits() + 1));
  }

  private JsonObject keep(String method, Map<String, String> form, Where where) {
    JsonArray blocks = JsonParser.parseString(form.get("blocks")).getAsJsonArray();
    List<String> wrong = BlockRules.ofMessage(blocks);
    if (!wrong.isEmpty() || form.getOrDefault("text", "").length() > 4_000) {
      return error(method, "invalid_blocks " + wrong);
    }
    messages.put(
        where.channel() + " " + where.ts(),
        new FakeMessage(
            where.channel(),
            where.ts(),
            where.thread(),
            form.getOrDefault("text", ""),
            blocks,
            where.edits()));
    return ok("channel", where.channel(), "ts", where.ts());
  }

  private JsonObject whisper(Map<String, String> form) {
    JsonArray blocks = JsonParser.parseString(form.get("blocks")).getAsJsonArray();
    List<String> wrong = BlockRules.ofMessage(blocks);
    if (!wrong.isEmpty()) {
      return error("chat.postEphemeral", "invalid_blocks " + wrong);
    }
    whispers.add(
        new FakeMessage(form.get("channel"), "0", form.get("user"), form.get("text"), blocks, 0));
    return ok("message_ts", "0");
  }

  private JsonObject open(Map<String, String> form) {
    String user = triggers.use(String.valueOf(form.get("trigger_id")), Instant.now());
    if (user.startsWith("!")) {
      return error("views.open", user.substring(1));
    }
    JsonObject view = JsonParser.parseString(form.get("view")).getAsJsonObject();
    List<String> wrong = BlockRules.ofView(view);
    if (!wrong.isEmpty()) {
      return error("views.open", "invalid_arguments " + wrong);
    }
    view.addProperty("id", "V" + numbers.incrementAndGet());
    dialogs.put(user, view);
    if (view.has("private_metadata")) {
      dialogs.put(view.get("private_metadata").getAsString(), view);
    }
    JsonObject answer = ok();
    answer.add("view", view);
    return answer;
  }

  private JsonObject publish(Map<String, String> form) {
    JsonObject view = JsonParser.parseString(form.get("view")).getAsJsonObject();
    List<String> wrong = BlockRules.ofView(view);
    if (!wrong.isEmpty()) {
      return error("views.publish", "invalid_arguments " + wrong);
    }
    homes.put(form.get("user_id"), view);
    return ok();
  }

  private static JsonObject ok(String... fields) {
    JsonObject answer = new JsonObject();
    answer.addProperty("ok", true);
    for (int i = 0; i < fields.length; i += 2) {
      answer.addProperty(fields[i], fields[i + 1]);
    }
    return answer;
  }

  private JsonObject error(String method, String error) {
    problems.add(method + ": " + error);
    JsonObject answer = new JsonObject();
    answer.addProperty("ok", false);
    answer.addProperty("error", error.replaceFirst(" .*", ""));
    return answer;
  }
}
