package io.countersign.api.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Holds a body to I-JSON (RFC 7493) before anybody reads it: one value, UTF-8, no key twice, no NUL
 * and no half of a character, nested no deeper than allowed. What two readers could understand
 * differently is refused.
 */
final class StrictJson {

  private static final int LONGEST_NUMBER = 40;

  private final JsonFactory factory;
  private final int deepest;

  /**
   * @param deepest how many objects and arrays may lie in each other
   * @param longest how many characters one text may have
   */
  StrictJson(int deepest, int longest) {
    this.deepest = deepest;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(deepest)
                    .maxStringLength(longest)
                    .maxNameLength(longest)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  /** What is wrong with a body, in one sentence; empty when nothing is. */
  Optional<String> problem(byte[] body) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return Optional.of("The body is not UTF-8.");
    }
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      return problem(parser);
    } catch (StreamConstraintsException e) {
      return Optional.of(
          "The body is nested deeper than "
              + deepest
              + ", or has a number beyond "
              + LONGEST_NUMBER
              + " characters.");
    } catch (JacksonException e) {
      String place = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      return Optional.of(
          String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")
              ? "The body has a key twice" + place + "."
              : "The body is not JSON" + place + ".");
    }
  }

  private static Optional<String> problem(JsonParser parser) {
    int depth = 0;
    boolean ended = false;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (ended) {
        return Optional.of("The body goes on after its JSON has ended.");
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      ended = depth == 0;
      if ((token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME)
          && unfit(parser.getString())) {
        return Optional.of("A text in the body holds a NUL or half of a character.");
      }
    }
    return ended ? Optional.empty() : Optional.of("The body is empty.");
  }

  private static boolean unfit(String text) {
    return text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
