package io.countersign.access.internal;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an identity provider says of itself, and its keys. Both are fetched anew each time; whoever
 * asks keeps the answer.
 */
final class IssuerMetadata implements JWKSetSource<SecurityContext> {

  private static final int MOST_BYTES = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Issuer issuer;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  IssuerMetadata(Issuer issuer) {
    this.issuer = issuer;
  }

  /**
   * Its metadata, which must be its own.
   *
   * @throws IOException when it cannot be had, or is another issuer's
   */
  Map<String, Object> fetch() throws IOException {
    Map<String, Object> metadata;
    try {
      metadata = JsonMapper.shared().readValue(text(issuer.discovery()), Json.TYPE);
    } catch (JacksonException e) {
      throw new IOException("What stands at " + issuer.discovery() + " is no JSON object.", e);
    }
    if (!issuer.uri().equals(metadata.get("issuer"))) {
      throw new IOException(
          issuer.discovery()
              + " describes the issuer '"
              + metadata.get("issuer")
              + "', not '"
              + issuer.uri()
              + "'.");
    }
    return metadata;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
      throws KeySourceException {
    try {
      String keys = String.valueOf(fetch().get("jwks_uri"));
      if (!Issuer.isSafe(keys)) {
        throw new KeySourceException("The jwks_uri '" + keys + "' is not safe to ask.");
      }
      return JWKSet.parse(text(URI.create(keys)));
    } catch (IOException e) {
      throw new JWKSetUnavailableException(String.valueOf(e.getMessage()), e);
    } catch (ParseException e) {
      throw new KeySourceException("The keys of " + issuer.uri() + " cannot be read.", e);
    }
  }

  private String text(URI address) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .build();
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (response.statusCode() != 200 || bytes.length > MOST_BYTES) {
          throw new IOException(
              address + " answered " + response.statusCode() + ", or more than it should.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking " + address + ".", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
