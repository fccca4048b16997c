package io.countersign.connectors.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import io.countersign.spi.review.HttpReceiver;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes Slack's calls over HTTP. Verifies them itself, before anything is parsed, and hands on only
 * the kinds of calls that the app knows.
 */
final class SignedCalls implements HttpReceiver {

  private static final Logger LOG = LoggerFactory.getLogger(SignedCalls.class);

  private static final Set<String> KNOWN =
      Set.of("block_actions", "view_submission", "event_callback", "url_verification");

  private final Signature signature;
  private final App app;
  private final SlackRequestParser parser;

  SignedCalls(Signature signature, App app) {
    this.signature = signature;
    this.app = app;
    this.parser = new SlackRequestParser(app.config());
  }

  @Override
  public Answer receive(Call call) {
    Signature.Verdict verdict =
        signature.verify(
            call.header("x-slack-request-timestamp").orElse(""),
            call.header("x-slack-signature").orElse(""),
            call.body());
    if (verdict != Signature.Verdict.GENUINE) {
      LOG.warn("A call to Slack's address was refused: {}", verdict);
      return Answer.empty(verdict == Signature.Verdict.TOO_MANY ? 503 : 401);
    }
    Optional<String> body = utf8(call.body()).filter(SignedCalls::isKnown);
    if (body.isEmpty()) {
      return Answer.empty(400);
    }
    try {
      return run(call, body.get());
    } catch (Exception e) {
      LOG.error("A call from Slack could not be answered", e);
      return Answer.empty(500);
    }
  }

  private Answer run(Call call, String body) throws Exception {
    Request<?> request =
        parser.parse(
            SlackRequestParser.HttpRequest.builder()
                .requestUri("/")
                .queryString(Map.of())
                .requestBody(body)
                .headers(new RequestHeaders(call.headers()))
                .remoteAddress("")
                .build());
    if (request == null) {
      return Answer.empty(400);
    }
    Response response = app.run(request);
    String text = response.getBody() == null ? "" : response.getBody();
    return new Answer(response.getStatusCode(), response.getContentType(), text);
  }

  private static Optional<String> utf8(byte[] body) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** What the library would log word for word is not handed to it. */
  private static boolean isKnown(String body) {
    if (body.startsWith("{")) {
      return isKnownJson(body);
    }
    Optional<Map<String, String>> form = Form.read(body);
    if (form.isEmpty()) {
      return false;
    }
    String payload = form.get().get("payload");
    return payload == null ? form.get().containsKey("command") : isKnownJson(payload);
  }

  private static boolean isKnownJson(String json) {
    try {
      JsonElement element = JsonParser.parseString(json);
      return element instanceof JsonObject object
          && object.get("type") != null
          && object.get("type").isJsonPrimitive()
          && KNOWN.contains(object.get("type").getAsString());
    } catch (JsonParseException e) {
      return false;
    }
  }
}
