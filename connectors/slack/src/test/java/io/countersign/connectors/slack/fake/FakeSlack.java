package io.countersign.connectors.slack.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A workspace with one app. Keeps what the app posts, and lets people act on it. */
public final class FakeSlack implements AutoCloseable {

  public static final String TEAM = "T0TEAM";
  public static final String APP = "A0APP";
  public static final String BOT_TOKEN = "xoxb-fake";
  public static final String APP_TOKEN = "xapp-fake";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, FakeUser> users = new ConcurrentHashMap<>();
  private final Map<String, FakeMessage> messages = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> dialogs = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> homes = new ConcurrentHashMap<>();
  private final List<FakeMessage> whispers = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong(1_000_000);
  private final Tiers tiers = new Tiers();
  private final Triggers triggers = new Triggers();
  private @Nullable SocketTransport socket;
  private volatile @Nullable Transport transport;
  private volatile String scopes = "chat:write,users:read,users:read.email,commands";
  private volatile boolean down;
  private volatile long waitSeconds;

  public FakeSlack() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.createContext("/api/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Where its Web API is. */
  public URI api() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/");
  }

  /** Reaches the app over HTTP instead of Socket Mode. */
  public void reachOver(HttpTransport http) {
    transport = http;
  }

  public FakeUser join(FakeUser user) {
    users.put(user.id(), user);
    return user;
  }

  /** Lets the token have these scopes. */
  public void grant(String granted) {
    scopes = granted;
  }

  /** Answers nothing but 503, or works again. */
  public void down(boolean now) {
    down = now;
  }

  /** Limits every call, with this many seconds to wait; 0 ends that. */
  public void limit(long seconds) {
    waitSeconds = seconds;
  }

  /** For load tests: no rate limits. */
  public void withoutLimits() {
    tiers.off();
  }

  /** What the app did that Slack would have refused. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** How often a method was called. */
  public long calls(String method) {
    return calls.computeIfAbsent(method, m -> new AtomicLong()).get();
  }

  /** The messages of a conversation, oldest first; threads left out. */
  public List<FakeMessage> messages(String channel) {
    return messages.values().stream()
        .filter(message -> message.channel().equals(channel) && message.thread().isEmpty())
        .sorted((a, b) -> a.ts().compareTo(b.ts()))
        .toList();
  }

  /** The words of a message's thread, oldest first. */
  public List<String> thread(FakeMessage root) {
    return messages.values().stream()
        .filter(message -> message.thread().equals(root.ts()))
        .sorted((a, b) -> a.ts().compareTo(b.ts()))
        .map(FakeMessage::words)
        .toList();
  }

  /** A message as it is now. */
  public FakeMessage now(FakeMessage message) {
    return messages.get(message.channel() + " " + message.ts());
  }

  /** Somebody deletes a message. */
  public void delete(FakeMessage message) {
    messages.remove(message.channel() + " " + message.ts());
  }

  /** What this user alone was shown. */
  public List<String> whispers(FakeUser user) {
    return whispers.stream()
        .filter(message -> message.thread().equals(user.id()))
        .map(FakeMessage::words)
        .toList();
  }

  /** The conversation between the app and somebody. */
  public static String direct(FakeUser user) {
    return "D" + user.id().substring(1);
  }

  /** The dialog that somebody has open. */
  public Optional<JsonObject> dialog(FakeUser user) {
    return Optional.ofNullable(dialogs.get(user.id()));
  }

  /** The latest dialog about a card. */
  public Optional<JsonObject> dialog(FakeMessage card) {
    return card.button("countersign_approve").map(dialogs::get);
  }

  /** The Home tab that somebody sees. */
  public String home(FakeUser user) {
    List<String> words = new ArrayList<>();
    JsonObject view = homes.get(user.id());
    if (view != null) {
      FakeMessage.collect(view, words);
    }
    return String.join("\n", words);
  }

  public Answer click(FakeUser user, FakeMessage message, String action) {
    return reach()
        .call(
            "interactive",
            Payloads.click(user, message, action, triggers.give(user.id(), Instant.now())));
  }

  /** Submits the open dialog. */
  public Answer submit(FakeUser user, String words) {
    return submit(user, dialogs.get(user.id()), words);
  }

  /** Submits a dialog that a client may have kept, or altered. */
  public Answer submit(FakeUser user, JsonObject view, String words) {
    return reach()
        .call(
            "interactive",
            Payloads.submission(user, view, words, triggers.give(user.id(), Instant.now())));
  }

  public Answer openHome(FakeUser user) {
    return reach().call("events_api", Payloads.home(user));
  }

  public Answer command(FakeUser user, String words) {
    return reach().call("slash_commands", Payloads.command(user, words));
  }

  private Transport reach() {
    Transport chosen = transport;
    if (chosen == null) {
      throw new AssertionError("The app has not connected.");
    }
    return chosen;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestURI().getPath().replaceFirst("^/api/", "");
      Map<String, String> form =
          form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      calls.computeIfAbsent(method, m -> new AtomicLong()).incrementAndGet();
      Optional<Duration> wait =
          waitSeconds > 0
              ? Optional.of(Duration.ofSeconds(waitSeconds))
              : tiers.take(method, form.getOrDefault("channel", ""), Instant.now());
      if (down) {
        send(exchange, 503, "");
      } else if (wait.isPresent()) {
        exchange.getResponseHeaders().set("Retry-After", Long.toString(wait.get().toSeconds()));
        send(exchange, 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
      } else {
        exchange.getResponseHeaders().set("x-oauth-scopes", scopes);
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        send(exchange, 200, result(method, form, token.replace("Bearer ", "")).toString());
      }
    }
  }

  private JsonObject result(String method, Map<String, String> form, String token) {
    String expected = method.equals("apps.connections.open") ? APP_TOKEN : BOT_TOKEN;
    if (!token.equals(expected)) {
      return error(method, "invalid_auth");
    }
    return switch (method) {
      case "auth.test" -> ok("team_id", TEAM, "user_id", "U0BOT", "bot_id", "B0BOT");
      case "bots.info" -> bot();
      case "users.info" -> user(form);
      case "chat.postMessage" -> post(form);
      case "chat.update" -> update(form);
      case "chat.postEphemeral" -> whisper(form);
      case "views.open" -> open(form);
      case "views.publish" -> publish(form);
      case "apps.connections.open" -> connect();
      default -> error(method, "unknown_method");
    };
  }

  private static JsonObject bot() {
    JsonObject answer = ok();
    JsonObject bot = new JsonObject();
    bot.addProperty("id", "B0BOT");
    bot.addProperty("app_id", APP);
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
    String channel = person == null ? to : direct(person);
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

  private synchronized JsonObject connect() {
    try {
      SocketTransport open = socket;
      if (open == null) {
        open = new SocketTransport();
        socket = open;
        transport = open;
      }
      return ok("url", open.address());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
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

  private static Map<String, String> form(String body) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  private void send(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public synchronized void close() {
    server.stop(0);
    SocketTransport open = socket;
    if (open != null) {
      try {
        open.stop(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    threads.close();
  }
}
