package io.countersign.connectors.slack.fake;

import com.google.gson.JsonObject;
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
  private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();
  private final Tiers tiers = new Tiers();
  private final Triggers triggers = new Triggers();
  private final WebApi api = new WebApi(triggers, this::connect);
  private final FakeSignIn signIn;
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
    signIn = new FakeSignIn(server);
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

  /** What browsers and apps meet when somebody signs in with Slack. */
  public FakeSignIn signIn() {
    return signIn;
  }

  public FakeUser join(FakeUser user) {
    api.users.put(user.id(), user);
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
    return List.copyOf(api.problems);
  }

  /** How often a method was called. */
  public long calls(String method) {
    return calls.computeIfAbsent(method, m -> new AtomicLong()).get();
  }

  /** The messages of a conversation, oldest first; threads left out. */
  public List<FakeMessage> messages(String channel) {
    return api.messages.values().stream()
        .filter(message -> message.channel().equals(channel) && message.thread().isEmpty())
        .sorted((a, b) -> a.ts().compareTo(b.ts()))
        .toList();
  }

  /** The words of a message's thread, oldest first. */
  public List<String> thread(FakeMessage root) {
    return api.messages.values().stream()
        .filter(message -> message.thread().equals(root.ts()))
        .sorted((a, b) -> a.ts().compareTo(b.ts()))
        .map(FakeMessage::words)
        .toList();
  }

  /** A message as it is now. */
  public FakeMessage now(FakeMessage message) {
    return api.messages.get(message.channel() + " " + message.ts());
  }

  /** Somebody deletes a message. */
  public void delete(FakeMessage message) {
    api.messages.remove(message.channel() + " " + message.ts());
  }

  /** What this user alone was shown. */
  public List<String> whispers(FakeUser user) {
    return api.whispers.stream()
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
    return Optional.ofNullable(api.dialogs.get(user.id()));
  }

  /** The latest dialog about a card. */
  public Optional<JsonObject> dialog(FakeMessage card) {
    return card.button("countersign_approve").map(api.dialogs::get);
  }

  /** The Home tab that somebody sees. */
  public String home(FakeUser user) {
    List<String> words = new ArrayList<>();
    JsonObject view = api.homes.get(user.id());
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
    return submit(user, api.dialogs.get(user.id()), words);
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
        JsonObject result =
            method.equals("openid.connect.token")
                ? signIn.redeem(form)
                : api.result(method, form, token.replace("Bearer ", ""));
        send(exchange, 200, result.toString());
      }
    }
  }

  private synchronized String connect() {
    try {
      SocketTransport open = socket;
      if (open == null) {
        open = new SocketTransport();
        socket = open;
        transport = open;
      }
      return open.address();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static Map<String, String> form(String body) {
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
