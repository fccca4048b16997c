package io.countersign.connectors.zeebe;

import java.util.HashMap;
import java.util.Map;

/** What may be kept of one part of a record. What no rule names is dropped. */
sealed interface Rule {

  /** Written by the modeller or the engine: kept, or digested where it is unusually long. */
  record Keep() implements Rule {}

  /** Sent by a client, but by convention a code: kept if it looks like one, else digested. */
  record Code() implements Rule {}

  /** A value: only its keyed digest is kept. */
  record Digest() implements Rule {}

  /** A value that the record carries as JSON text: only its keyed digest is kept. */
  record DigestOfJsonText() implements Rule {}

  /** Variables: their names and keyed digests are kept. */
  record DigestEach() implements Rule {}

  /** A model's bytes in Base64: the plain SHA-256 is kept, under the name {@code sha256}. */
  record Sha256() implements Rule {}

  /** Every item of a list. */
  record Each(Rule item) implements Rule {}

  /** An object's fields; beyond those named, integers whose name ends in "Key" are kept. */
  record Shape(Map<String, Rule> fields) implements Rule {

    Shape with(Rule rule, String... names) {
      Map<String, Rule> more = new HashMap<>(fields);
      for (String name : names) {
        more.put(name, rule);
      }
      return new Shape(Map.copyOf(more));
    }
  }

  Rule KEEP = new Keep();
  Rule CODE = new Code();
  Rule DIGEST = new Digest();
  Rule DIGEST_OF_JSON_TEXT = new DigestOfJsonText();
  Rule DIGEST_EACH = new DigestEach();
  Rule SHA256 = new Sha256();

  static Rule each(Rule item) {
    return new Each(item);
  }

  static Shape keep(String... names) {
    return new Shape(Map.of()).with(KEEP, names);
  }
}
