package io.countersign.connectors.http;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * A request with its secrets, on its way. Never kept, never printed.
 *
 * @param longestAnswer how many bytes of the answer's body are read
 */
record Outgoing(
    String method,
    Url url,
    Map<String, String> headers,
    @Nullable HttpEntity body,
    long longestAnswer) {

  /** An answer that says more is cut off: its status is what counts. */
  static final long USUAL_ANSWER = 1 << 20;

  /**
   * Fills the secrets in.
   *
   * @param key what the {@code Idempotency-Key} says
   * @throws EffectException when one is missing or cannot be sent in a header
   */
  static Outgoing of(Call call, String key, Secrets secrets) throws EffectException {
    Map<String, String> headers = headers(call, secrets);
    headers.put("Idempotency-Key", key);
    Optional<Template> template = call.body();
    HttpEntity body = null;
    if (template.isPresent()) {
      byte[] bytes = template.get().resolve(secrets).getBytes(StandardCharsets.UTF_8);
      body = new ByteArrayEntity(bytes, (ContentType) null);
      headers.put("Content-Length", Integer.toString(bytes.length));
    } else if (call.hasLength()) {
      headers.put("Content-Length", "0");
    }
    return new Outgoing(call.method(), call.url(), headers, body, USUAL_ANSWER);
  }

  /** The headers that the action sets, secrets filled in. */
  static Map<String, String> headers(Call call, Secrets secrets) throws EffectException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, Template> header : call.headers().entrySet()) {
      String value = header.getValue().resolve(secrets);
      if (!Call.isHeaderValue(value)) {
        throw new EffectException(
            "SecretUnusable",
            Remedy.OPERATOR,
            "A secret of "
                + header.getValue().secrets()
                + " holds a line end or another character that the header '"
                + header.getKey()
                + "' cannot have. Nothing was sent. Store it without.");
      }
      headers.put(header.getKey(), value);
    }
    return headers;
  }

  @Override
  public String toString() {
    return method + " " + url;
  }
}
