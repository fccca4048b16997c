package io.countersign.evidence.internal;

import io.countersign.support.PlainText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What OSCAL 1.2.1 documents of a pack have in common (https://pages.nist.gov/OSCAL). */
final class Oscal {

  static final String VERSION = "1.2.1";
  private static final String NAMESPACE = "https://countersign.io/ns/oscal";

  private final String pack;

  /**
   * Documents of one pack.
   *
   * @param summary of the pack; equal summaries give equal ids
   */
  Oscal(Map<String, Object> summary) {
    this.pack =
        String.join(
            "\n",
            Facts.text(summary, "framework"),
            Facts.text(summary, "from"),
            Facts.text(summary, "to"),
            Facts.text(summary, "madeAt"),
            Facts.text(Facts.map(summary, "sample"), "seed"));
  }

  /** The id of something in this pack: a UUID of version 5 (RFC 9562) over its name. */
  String id(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((NAMESPACE + "\n" + pack + "\n" + name).getBytes(StandardCharsets.UTF_8));
      ByteBuffer bits = ByteBuffer.wrap(hash);
      long high = (bits.getLong() & ~0xF000L) | 0x5000L;
      long low = (bits.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
      return new UUID(high, low).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, Object> metadata(Map<String, Object> summary, String title) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("title", title);
    content.put("last-modified", Facts.text(summary, "madeAt"));
    content.put("version", "1");
    content.put("oscal-version", VERSION);
    content.put("props", List.of(prop("ordered-by", Facts.text(summary, "orderedBy"))));
    return content;
  }

  /** The controls of the framework, all of which the records are held against. */
  static Map<String, Object> reviewed(Map<String, Object> summary) {
    return Map.of(
        "control-selections",
        List.of(
            Map.of(
                "description",
                "The controls of '"
                    + Facts.text(summary, "framework")
                    + "' that records of Countersign speak to.",
                "include-controls",
                Facts.maps(summary, "controls").stream()
                    .map(control -> Map.of("control-id", control(Facts.text(control, "id"))))
                    .toList())));
  }

  /** A control's id as OSCAL writes it: {@code 800-53:AC-6(9)} is {@code ac-6.9}. */
  static String control(String id) {
    String name =
        id.substring(id.indexOf(':') + 1)
            .toLowerCase(Locale.ROOT)
            .replace(")(", ".")
            .replace('(', '.')
            .replace(")", "");
    return Character.isLetter(name.charAt(0)) ? name : "hipaa-" + name;
  }

  static Map<String, Object> prop(String name, Object value) {
    String text = PlainText.visible(String.valueOf(value)).strip();
    return Map.of("name", name, "ns", NAMESPACE, "value", text.isEmpty() ? "(empty)" : text);
  }

  /** {@code historyGaps} as {@code history-gaps}. */
  static String token(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Text as CommonMark that shows exactly this text. */
  static String markup(String text) {
    return PlainText.visible(text).replaceAll("([\\\\*_`\\[\\]<>^~{}$&])", "\\\\$1").strip();
  }

  /** The files that a document refers to, with their digests. */
  static Map<String, Object> resources(List<Map<String, Object>> resources) {
    return Map.of("resources", resources);
  }

  Map<String, Object> resource(Map<String, Object> file) {
    String path = Facts.text(file, "path");
    return Map.of(
        "uuid",
        id("file " + path),
        "title",
        markup(path),
        "rlinks",
        List.of(
            Map.of(
                "href",
                path,
                "hashes",
                List.of(Map.of("algorithm", "SHA-256", "value", Facts.text(file, "sha256"))))));
  }
}
