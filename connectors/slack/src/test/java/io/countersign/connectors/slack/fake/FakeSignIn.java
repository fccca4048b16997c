package io.countersign.connectors.slack.fake;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sign in with Slack: OpenID Connect with one-time codes, for whoever sits before the browser. */
public final class FakeSignIn {

  public static final String CLIENT = "1.2";
  public static final String SECRET = "client-secret-of-the-fake";
  private static final int KEY_BITS = 2048;
  private static final int LIFE_SECONDS = 300;

  private final String issuer;
  private final KeyPair keys;
  private final Map<String, JsonObject> codes = new ConcurrentHashMap<>();
  private volatile @Nullable FakeUser browser;

  FakeSignIn(HttpServer server) {
    issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    server.createContext("/openid/connect/authorize", this::authorize);
    server.createContext("/openid/connect/keys", this::keys);
  }

  /** Says who signs in, in whatever browser comes next. */
  public void as(FakeUser user) {
    browser = user;
  }

  private void authorize(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> asked = FakeSlack.form(exchange.getRequestURI().getRawQuery());
      FakeUser user = browser;
      if (user == null || !CLIENT.equals(asked.get("client_id"))) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      JsonObject claims = new JsonObject();
      claims.addProperty("iss", issuer);
      claims.addProperty("sub", user.id());
      claims.addProperty("aud", CLIENT);
      claims.addProperty("iat", Instant.now().getEpochSecond());
      claims.addProperty("exp", Instant.now().getEpochSecond() + LIFE_SECONDS);
      Optional.ofNullable(asked.get("nonce"))
          .ifPresent(nonce -> claims.addProperty("nonce", nonce));
      claims.addProperty("https://slack.com/user_id", user.id());
      claims.addProperty("https://slack.com/team_id", user.team());
      claims.addProperty("name", "<b>Name</b> of " + user.id());
      String code = UUID.randomUUID().toString();
      codes.put(code + asked.get("redirect_uri"), claims);
      exchange
          .getResponseHeaders()
          .set(
              "Location",
              asked.get("redirect_uri")
                  + "?code="
                  + code
                  + "&state="
                  + URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(302, -1);
    }
  }

  /** Redeems a code, once. */
  JsonObject redeem(Map<String, String> form) {
    JsonObject answer = new JsonObject();
    JsonObject claims =
        CLIENT.equals(form.get("client_id")) && SECRET.equals(form.get("client_secret"))
            ? codes.remove(form.get("code") + form.get("redirect_uri"))
            : null;
    answer.addProperty("ok", claims != null);
    if (claims == null) {
      answer.addProperty("error", "invalid_code");
    } else {
      answer.addProperty("token_type", "Bearer");
      answer.addProperty("id_token", signed(claims));
    }
    return answer;
  }

  private String signed(JsonObject claims) {
    try {
      String text = encode("{\"alg\":\"RS256\",\"kid\":\"1\"}") + "." + encode(claims.toString());
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void keys(HttpExchange exchange) throws IOException {
    try (exchange) {
      RSAPublicKey key = (RSAPublicKey) keys.getPublic();
      String set =
          "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"1\",\"n\":\"%s\",\"e\":\"%s\"}]}"
              .formatted(number(key.getModulus()), number(key.getPublicExponent()));
      byte[] body = set.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    return encode(java.util.Arrays.copyOfRange(bytes, sign, bytes.length));
  }

  private static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
