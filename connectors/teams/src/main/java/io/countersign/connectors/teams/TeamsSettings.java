package io.countersign.connectors.teams;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How this installation's bot reaches its tenant. National clouds have other addresses, so all of
 * them can be set.
 *
 * @param app the bot's application id
 * @param tenant the only tenant that counts
 * @param credential how the bot proves that it is the bot
 * @param scope what its tokens are for
 * @param metadata where the keys of the connector's tokens are described
 * @param issuer who issues the connector's tokens
 * @param services what every address that is called begins with
 * @param service where conversations are of which nothing else is known
 * @param client for signing in with Entra, where people link themselves
 * @param authority where people and the bot sign in, with the tenant
 */
record TeamsSettings(
    String app,
    String tenant,
    Credential credential,
    String scope,
    URI metadata,
    String issuer,
    List<URI> services,
    URI service,
    Optional<Client> client,
    URI authority) {

  private static final String METADATA =
      "https://login.botframework.com/v1/.well-known/openidconfiguration";
  private static final String ISSUER = "https://api.botframework.com";
  private static final String SERVICE = "https://smba.trafficmanager.net/";
  private static final String LOGIN = "https://login.microsoftonline.com/";
  private static final String IDENTITY = "http://169.254.169.254/metadata/identity/oauth2/token";

  private static final Set<String> KNOWN =
      Set.of(
          "app-id",
          "app-password",
          "tenant",
          "managed-identity",
          "managed-identity-url",
          "token-url",
          "scope",
          "metadata-url",
          "issuer",
          "service-urls",
          "service-url",
          "login-url",
          "client-id",
          "client-secret",
          "webhook-url");

  /** How the bot proves that it is the bot. */
  sealed interface Credential {

    /** The address that gives tokens. */
    URI url();

    /** A client secret, sent to the tenant's token endpoint. */
    record Secret(URI url, String secret) implements Credential {
      @Override
      public String toString() {
        return "client secret";
      }
    }

    /** The identity that the machine has been given. */
    record Managed(URI url) implements Credential {
      @Override
      public String toString() {
        return "managed identity";
      }
    }
  }

  /** The application as a client of Entra's sign-in. */
  record Client(String id, String secret) {
    @Override
    public String toString() {
      return id;
    }
  }

  /**
   * Reads the settings.
   *
   * @return empty where there is no bot
   * @throws IllegalArgumentException when one is missing or makes no sense
   */
  static Optional<TeamsSettings> read(Map<String, String> settings) {
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw problem("There is no setting " + unknown + ". Known: " + new TreeSet<>(KNOWN) + ".");
    }
    String app = settings.get("app-id");
    if (app == null) {
      if (settings.containsKey("app-password")) {
        throw problem("app-id is missing. Set the bot's Microsoft App ID, or no app-password.");
      }
      return Optional.empty();
    }
    String tenant = settings.getOrDefault("tenant", "");
    if (!tenant.matches("[0-9a-fA-F-]{36}")) {
      throw problem(
          "tenant is '"
              + tenant
              + "'. Set the Directory (tenant) ID, from the bot's page in Azure; people of any other"
              + " tenant are refused.");
    }
    URI authority =
        safe("login-url", settings.getOrDefault("login-url", LOGIN)).resolve(tenant + "/");
    List<URI> services =
        Arrays.stream(settings.getOrDefault("service-urls", SERVICE).split("[,\\s]+"))
            .map(text -> safe("service-urls", text))
            .toList();
    URI service =
        safe(
            "service-url",
            settings.getOrDefault("service-url", services.getFirst().resolve("teams/").toString()));
    return Optional.of(
        new TeamsSettings(
            app,
            tenant,
            credential(settings, authority),
            settings.getOrDefault("scope", ISSUER + "/.default"),
            safe("metadata-url", settings.getOrDefault("metadata-url", METADATA)),
            settings.getOrDefault("issuer", ISSUER),
            services,
            service,
            client(settings),
            authority));
  }

  private static Credential credential(Map<String, String> settings, URI authority) {
    boolean managed = settings.getOrDefault("managed-identity", "false").equals("true");
    String secret = settings.getOrDefault("app-password", "");
    if (managed == !secret.isBlank()) {
      throw problem(
          "Set either app-password, a client secret of the app registration, or managed-identity:"
              + " true.");
    }
    return managed
        ? new Credential.Managed(
            URI.create(settings.getOrDefault("managed-identity-url", IDENTITY)))
        : new Credential.Secret(
            safe(
                "token-url",
                settings.getOrDefault(
                    "token-url", authority.resolve("oauth2/v2.0/token").toString()),
                false),
            secret);
  }

  private static Optional<Client> client(Map<String, String> settings) {
    String id = settings.get("client-id");
    String secret = settings.get("client-secret");
    if ((id == null) != (secret == null)) {
      throw problem("client-id and client-secret go together. Set both or neither.");
    }
    return id == null || secret == null ? Optional.empty() : Optional.of(new Client(id, secret));
  }

  /**
   * Whether a service may be called: under one of the addresses that the operator allows. Whoever
   * is called gets the bot's token.
   */
  boolean allows(URI uri) {
    String asked = uri.normalize().toString();
    boolean plain =
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    return plain && services.stream().anyMatch(service -> asked.startsWith(service.toString()));
  }

  private static URI safe(String name, String text) {
    return safe(name, text, true);
  }

  private static URI safe(String name, String text, boolean folder) {
    URI uri;
    try {
      uri =
          URI.create(
              folder && !text.endsWith("/") && !name.equals("metadata-url") ? text + "/" : text);
    } catch (IllegalArgumentException e) {
      throw problem(name + " is '" + text + "', which is no address.");
    }
    boolean local = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
    if (uri.getHost() == null || (!"https".equals(uri.getScheme()) && !local)) {
      throw problem(name + " is '" + text + "'. It has to be https; tokens go there.");
    }
    return uri;
  }

  static IllegalArgumentException problem(String text) {
    return new IllegalArgumentException("countersign.channels.teams: " + text);
  }

  /** A user's name beyond the tenant: {@code tenant/object id}. */
  String subject(String object) {
    return tenant + "/" + object;
  }

  /** The object id of such a name, if it is one of this tenant. */
  Optional<String> object(String subject) {
    String prefix = tenant + "/";
    return subject.startsWith(prefix) && subject.indexOf('/', prefix.length()) < 0
        ? Optional.of(subject.substring(prefix.length()))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "TeamsSettings[" + app + ", tenant=" + tenant + ", " + credential + "]";
  }
}
