package io.countersign.connectors.slack;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How this installation reaches its workspace.
 *
 * @param botToken {@code xoxb-…}
 * @param transport how Slack reaches us
 * @param apiUrl where Slack's Web API is, ending in a slash
 * @param team id of the only workspace that counts; the token's own where it is not set
 * @param matchEmail whether a confirmed e-mail address of the workspace says who somebody is
 * @param client for signing in with Slack, where people link themselves
 */
record SlackSettings(
    String botToken,
    Transport transport,
    URI apiUrl,
    Optional<String> team,
    boolean matchEmail,
    Optional<Client> client) {

  static final String SLACK = "https://slack.com/api/";

  private static final Set<String> KNOWN =
      Set.of(
          "bot-token",
          "app-token",
          "signing-secret",
          "api-url",
          "team",
          "match-email",
          "client-id",
          "client-secret",
          "transport");
  private static final int SHORTEST_SECRET = 16;

  /** The app as a client of Slack's sign-in. */
  record Client(String id, String secret) {

    @Override
    public String toString() {
      return id;
    }
  }

  /** How Slack's calls arrive. */
  sealed interface Transport {
    /** Over a WebSocket that we open. */
    record Socket(String appToken) implements Transport {

      @Override
      public String toString() {
        return "socket";
      }
    }

    /** Over HTTP, signed. */
    record Http(String signingSecret) implements Transport {

      @Override
      public String toString() {
        return "http";
      }
    }
  }

  /**
   * Reads the settings.
   *
   * @return empty where no token is set
   * @throws IllegalArgumentException when one is missing or makes no sense
   */
  static Optional<SlackSettings> read(Map<String, String> settings) {
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw problem("There is no setting " + unknown + ". Known: " + new TreeSet<>(KNOWN) + ".");
    }
    String botToken = settings.get("bot-token");
    if (botToken == null) {
      if (settings.containsKey("app-token") || settings.containsKey("signing-secret")) {
        throw problem(
            "bot-token is missing. Set the Bot User OAuth Token of the app's page 'OAuth &"
                + " Permissions', or take the other settings away.");
      }
      return Optional.empty();
    }
    if (!botToken.startsWith("xoxb-")) {
      throw problem(
          "bot-token does not begin with 'xoxb-'. Use the Bot User OAuth Token of the app's page"
              + " 'OAuth & Permissions'.");
    }
    return Optional.of(
        new SlackSettings(
            botToken,
            transport(settings),
            apiUrl(settings.getOrDefault("api-url", SLACK)),
            Optional.ofNullable(settings.get("team")),
            flag(settings),
            client(settings)));
  }

  private static Transport transport(Map<String, String> settings) {
    String appToken = settings.getOrDefault("app-token", "");
    String secret = settings.getOrDefault("signing-secret", "");
    String usual = appToken.isEmpty() ? "http" : "socket";
    return switch (settings.getOrDefault("transport", usual)) {
      case "socket" -> socket(appToken);
      case "http" -> http(secret);
      default ->
          throw problem(
              "transport is '" + settings.get("transport") + "'. Set 'socket' or 'http'.");
    };
  }

  private static Transport socket(String appToken) {
    if (!appToken.startsWith("xapp-")) {
      throw problem(
          "app-token does not begin with 'xapp-'. Make an app-level token with the scope"
              + " connections:write on the app's page 'Basic Information'.");
    }
    return new Transport.Socket(appToken);
  }

  private static Transport http(String secret) {
    if (secret.strip().length() < SHORTEST_SECRET) {
      throw problem(
          "signing-secret is missing or too short, and without it anybody could decide. Set the"
              + " Signing Secret of the app's page 'Basic Information', or an app-token for Socket"
              + " Mode.");
    }
    return new Transport.Http(secret);
  }

  private static URI apiUrl(String text) {
    URI uri = URI.create(text.endsWith("/") ? text : text + "/");
    boolean local = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
    if (!"https".equals(uri.getScheme()) && !local) {
      throw problem("api-url is '" + text + "'. It has to be https; tokens are sent there.");
    }
    return uri;
  }

  private static Optional<Client> client(Map<String, String> settings) {
    String id = settings.get("client-id");
    String secret = settings.get("client-secret");
    if ((id == null) != (secret == null)) {
      throw problem(
          "client-id and client-secret go together. Set both, from the app's page 'Basic"
              + " Information', or neither.");
    }
    return id == null || secret == null ? Optional.empty() : Optional.of(new Client(id, secret));
  }

  private static boolean flag(Map<String, String> settings) {
    String value = settings.getOrDefault("match-email", "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw problem("match-email is '" + value + "'. Set true or false.");
    }
    return value.equals("true");
  }

  private static IllegalArgumentException problem(String text) {
    return new IllegalArgumentException("countersign.channels.slack: " + text);
  }

  @Override
  public String toString() {
    return "SlackSettings[" + transport + ", " + apiUrl + ", team=" + team + "]";
  }
}
