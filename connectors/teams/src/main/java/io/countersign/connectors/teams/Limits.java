package io.countersign.connectors.teams;

import java.nio.charset.StandardCharsets;

/** What Teams takes, with room to spare, in bytes of UTF-8: it counts whole messages, in KB. */
final class Limits {

  static final int HEADER = 140;
  static final int SECTION = 2_800;

  /** What is shown of the exact payload, all lines together. */
  static final int PAYLOAD = 2_800;

  static final int PAYLOAD_LINES = 60;

  /** All texts of a card. */
  static final int MESSAGE = 9_500;

  /** Lines of a card: each costs about 100 bytes besides its words. */
  static final int LINES = 95;

  /**
   * The longest word that is shown in one piece, in characters: more may run off a narrow screen.
   */
  static final int WORD = 40;

  /** In a text input; as long as a comment may be. */
  static final int REASON = 2_000;

  /** Teams: 28 KB where a webhook is called, more elsewhere. */
  static final int JSON_BYTES = 27_000;

  /** What the names of those whose clients ask for buttons may take. */
  static final int USERS = 6_000;

  /** Teams: 60. */
  static final int REFRESHED = 60;

  private Limits() {}

  /** In bytes, with what JSON escapes counted as escaped. */
  static int cost(String text) {
    int cost = text.getBytes(StandardCharsets.UTF_8).length;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        cost++;
      }
    }
    return cost;
  }

  /** As much of a text as costs no more; never half of a character. */
  static String cut(String text, int most) {
    if (cost(text) <= most) {
      return text;
    }
    int end = 0;
    int cost = cost("…");
    while (end < text.length()) {
      int width = Character.charCount(text.codePointAt(end));
      int next = cost(text.substring(end, end + width));
      if (cost + next > most) {
        break;
      }
      cost += next;
      end += width;
    }
    return text.substring(0, end) + "…";
  }
}
