package io.countersign.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gets tokens from an OpenID Connect provider. */
final class IdentityProvider {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Set<String> HERE = Set.of("127.0.0.1", "[::1]", "localhost");

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final JsonNode metadata;

  /** An answer: its status and its body. */
  record Answer(int status, JsonNode body) {

    boolean ok() {
      return status == 200;
    }

    String error() {
      return body.path("error").asString("");
    }
  }

  /**
   * Asks a provider what it offers.
   *
   * @throws CommandException when it is not safe to ask, does not answer or is another one
   */
  IdentityProvider(String issuer) {
    URI discovery = checked(issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration");
    Answer answer = send(HttpRequest.newBuilder(discovery).GET());
    if (!answer.ok() || !issuer.equals(answer.body().path("issuer").asString(""))) {
      throw new CommandException(
          ExitCode.FAILED, "At '" + issuer + "' there is no identity provider of that name.");
    }
    this.metadata = answer.body();
  }

  /** Where a program asks on its own behalf. */
  Answer clientCredentials(String client, String secret) {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (encode(client) + ":" + encode(secret)).getBytes(StandardCharsets.UTF_8));
    return post("token_endpoint", Map.of("grant_type", "client_credentials"), "Basic " + basic);
  }

  /** Begins a sign-in that a person ends in a browser (RFC 8628). */
  Answer beginDevice(String client, String scope) {
    return post("device_authorization_endpoint", Map.of("client_id", client, "scope", scope), "");
  }

  /** Whether the person has ended it. */
  Answer pollDevice(String client, String deviceCode) {
    return post(
        "token_endpoint",
        Map.of(
            "grant_type",
            "urn:ietf:params:oauth:grant-type:device_code",
            "device_code",
            deviceCode,
            "client_id",
            client),
        "");
  }

  /** Tokens in place of those that end. */
  Answer refresh(String client, String refreshToken) {
    return post(
        "token_endpoint",
        Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "client_id", client),
        "");
  }

  /** Voids a refresh token, where the provider can. */
  void revoke(String client, String refreshToken) {
    if (metadata.has("revocation_endpoint")) {
      post("revocation_endpoint", Map.of("token", refreshToken, "client_id", client), "");
    }
  }

  private Answer post(String endpoint, Map<String, String> form, String authorization) {
    String address = metadata.path(endpoint).asString("");
    if (address.isEmpty()) {
      throw new CommandException(
          ExitCode.FAILED, "The identity provider names no " + endpoint + ".");
    }
    String body =
        form.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(checked(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return send(request);
  }

  private Answer send(HttpRequest.Builder request) {
    HttpRequest call = request.timeout(PATIENCE).header("Accept", "application/json").build();
    try {
      HttpResponse<String> response = http.send(call, HttpResponse.BodyHandlers.ofString());
      String body = response.body().isBlank() ? "{}" : response.body();
      return new Answer(response.statusCode(), JsonMapper.shared().readTree(body));
    } catch (IOException | JacksonException e) {
      throw new CommandException(
          ExitCode.FAILED, "The identity provider at " + call.uri() + " does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.FAILED, "Interrupted.");
    }
  }

  /** Tokens travel there: nobody between may read them. */
  private static URI checked(String address) {
    try {
      URI uri = URI.create(address);
      boolean safe =
          "https".equalsIgnoreCase(uri.getScheme())
              || ("http".equalsIgnoreCase(uri.getScheme()) && HERE.contains(uri.getHost()));
      if (safe && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw unsafe(address);
    }
    throw unsafe(address);
  }

  private static CommandException unsafe(String address) {
    return new CommandException(
        ExitCode.FAILED, "'" + address + "' is not an https address, nor one of this machine.");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
