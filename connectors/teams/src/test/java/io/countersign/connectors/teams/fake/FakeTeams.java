package io.countersign.connectors.teams.fake;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.connectors.teams.fake.ConnectorService.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A tenant with one bot. Keeps what the bot posts, and lets people act on it. */
public final class FakeTeams implements AutoCloseable {

  public static final String TENANT = "11111111-2222-4333-8444-555555555555";
  public static final String APP = "99999999-8888-4777-8666-555555555555";
  public static final String PASSWORD = "secret-of-the-fake-bot";
  public static final String PLACE = "19:reviews@thread.tacv2";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Map<String, Object>> views = new ConcurrentHashMap<>();
  private final ConnectorService connector = new ConnectorService(views::clear);
  private final Map<String, Map<String, Object>> lastCards = new ConcurrentHashMap<>();
  private final Map<String, List<String>> told = new ConcurrentHashMap<>();
  private final FakeIssuer issuer;
  private final Logins logins;
  private @Nullable Caller caller;
  private volatile boolean down;
  private volatile long waitSeconds;

  public FakeTeams() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    issuer = new FakeIssuer(at("keys"));
    logins = new Logins(at(""), () -> down);
    server.createContext("/metadata", e -> send(e, new Reply(200, issuer.metadata())));
    server.createContext("/keys", e -> send(e, new Reply(200, issuer.keys())));
    server.createContext("/login/", logins::login);
    server.createContext("/identity", logins::identity);
    server.createContext("/service/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path);
  }

  /** The connector service, as activities name it. */
  public String service() {
    return at("service/").toString();
  }

  /** What the app has to be set to. */
  public Map<String, String> settings() {
    return Map.of(
        "app-id",
        APP,
        "app-password",
        PASSWORD,
        "tenant",
        TENANT,
        "login-url",
        at("login/").toString(),
        "metadata-url",
        at("metadata").toString(),
        "issuer",
        FakeIssuer.ISSUER,
        "service-urls",
        service(),
        "service-url",
        service());
  }

  /** What it has to be set to where the machine has an identity of its own. */
  public Map<String, String> managedSettings() {
    Map<String, String> managed = new HashMap<>(settings());
    managed.remove("app-password");
    managed.put("managed-identity", "true");
    managed.put("managed-identity-url", at("identity").toString());
    return managed;
  }

  public FakeIssuer issuer() {
    return issuer;
  }

  /** Where people sign in with their browsers. */
  public FakeEntra entra() {
    return logins.entra;
  }

  /** Says where the bot's endpoint is. */
  public void reachAt(URI bot) {
    caller = new Caller(bot, this);
  }

  /** Sends whatever it is told. */
  public Caller caller() {
    Caller known = caller;
    if (known == null) {
      throw new AssertionError("Nobody has said where the bot is.");
    }
    return known;
  }

  public FakePerson join(FakePerson person) {
    connector.people.put(person.object(), person);
    return person;
  }

  public void down(boolean now) {
    down = now;
  }

  public void limit(long seconds) {
    waitSeconds = seconds;
  }

  /** For load tests: no limits. */
  public void withoutLimits() {
    connector.throttle.off();
  }

  /** What the app did that Teams would have refused. */
  public List<String> problems() {
    return List.copyOf(connector.problems);
  }

  /** The messages of a conversation, oldest first; threads left out. */
  public List<FakeMessage> messages(String conversation) {
    return connector.messages.values().stream()
        .filter(message -> message.conversation().equals(conversation))
        .filter(message -> message.thread().isEmpty())
        .sorted((a, b) -> a.id().compareTo(b.id()))
        .toList();
  }

  public List<String> thread(FakeMessage root) {
    return connector.messages.values().stream()
        .filter(message -> message.thread().equals(root.id()))
        .sorted((a, b) -> a.id().compareTo(b.id()))
        .map(FakeMessage::words)
        .toList();
  }

  public FakeMessage now(FakeMessage message) {
    return connector.messages.get(message.conversation() + " " + message.id());
  }

  public void delete(FakeMessage message) {
    connector.messages.remove(message.conversation() + " " + message.id());
  }

  /** Somebody installs the app for themselves. */
  public Answer install(FakePerson person) {
    return caller().send(Activities.installed(this, person));
  }

  /** Somebody writes to the bot. */
  public Answer write(FakePerson person, String words) {
    return caller().send(Activities.message(this, person, words));
  }

  /**
   * What somebody sees of a message: their client asks for a card of their own where it is told to,
   * or where they tell it to.
   */
  public Map<String, Object> view(FakePerson person, FakeMessage message) {
    FakeMessage now = now(message);
    String key = person.object() + " " + message.conversation() + " " + message.id();
    if (!views.containsKey(key) && now.card().get("refresh") instanceof Map<?, ?> refresh) {
      boolean asked = now.refreshed().contains(person.user()) || now.refreshed().isEmpty();
      Object action = refresh.get("action");
      if (asked && action instanceof Map<?, ?> execute) {
        keep(person, message, act(person, message, execute, Map.of()));
      }
    }
    return views.getOrDefault(key, now.card());
  }

  /** Presses a button of what they see, or one that they only claim to see. */
  public Answer press(FakePerson person, FakeMessage message, String verb) {
    Map<String, Object> seen = view(person, message);
    Map<?, ?> action =
        FakeMessage.action(seen, verb)
            .or(() -> FakeMessage.action(now(message).card(), "look"))
            .<Map<?, ?>>map(found -> Map.of("verb", verb, "data", found.get("data")))
            .orElse(Map.of("verb", verb, "data", Map.of("card", "none")));
    return keep(person, message, act(person, message, action, Map.of()));
  }

  private Answer keep(FakePerson person, FakeMessage message, Answer answer) {
    if (answer.isCard()) {
      @SuppressWarnings("unchecked")
      Map<String, Object> card = (Map<String, Object>) answer.value();
      List<String> wrong = CardRules.of(card);
      if (!wrong.isEmpty()) {
        connector.problems.add("answer " + wrong);
      }
      views.put(person.object() + " " + message.conversation() + " " + message.id(), card);
      lastCards.put(person.object(), card);
    }
    return answer;
  }

  /** Sends an action as a client does. */
  public Answer act(
      FakePerson person, FakeMessage message, Map<?, ?> action, Map<String, String> inputs) {
    Answer answer = caller().send(Activities.invoke(this, person, message, action, inputs));
    told.computeIfAbsent(person.object(), p -> new CopyOnWriteArrayList<>()).add(answer.words());
    return answer;
  }

  /** The form that somebody has before them, for their decision. */
  public Optional<Map<?, ?>> form(FakePerson person) {
    Map<String, Object> card = lastCards.getOrDefault(person.object(), Map.of());
    return FakeMessage.action(card, "approve").or(() -> FakeMessage.action(card, "deny"));
  }

  /** Sends a form that is theirs or somebody else's. */
  public Answer submit(FakePerson person, FakeMessage message, Map<?, ?> form, String words) {
    return keep(
        person,
        message,
        act(person, message, form, words.isEmpty() ? Map.of() : Map.of("words", words)));
  }

  /** What somebody was told by themselves. */
  public List<String> told(FakePerson person) {
    return List.copyOf(told.getOrDefault(person.object(), List.of()));
  }

  /** All tokens that were given out are worth nothing any more. */
  public void revokeTokens() {
    logins.tokens.clear();
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (down) {
      send(exchange, new Reply(503, Map.of()));
    } else if (!logins.tokens.contains(token.replaceFirst("^Bearer ", ""))) {
      send(exchange, Reply.error(401, "Unauthorized"));
    } else if (waitSeconds > 0) {
      exchange.getResponseHeaders().set("Retry-After", Long.toString(waitSeconds));
      send(exchange, Reply.error(429, "TooManyRequests"));
    } else {
      String path = exchange.getRequestURI().getRawPath().replaceFirst("^/service/", "");
      send(exchange, connector.answer(exchange.getRequestMethod(), path, body));
    }
  }

  static void send(HttpExchange exchange, Reply reply) throws IOException {
    try (exchange) {
      byte[] body = JSONObjectUtils.toJSONString(reply.body()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    Caller open = caller;
    if (open != null) {
      open.close();
    }
  }
}
