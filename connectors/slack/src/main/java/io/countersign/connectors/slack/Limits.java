package io.countersign.connectors.slack;

/** What Slack takes, with room to spare, and how long a text is in its eyes. */
final class Limits {

  /** Slack: 150. */
  static final int HEADER = 140;

  /** Slack: 3,000. */
  static final int SECTION = 2_800;

  /** Slack: 2,000. */
  static final int CONTEXT = 1_800;

  /** Slack: 75. */
  static final int BUTTON = 70;

  /** Slack: 24. */
  static final int MODAL_TITLE = 24;

  /** What is shown of the exact payload, all lines together. */
  static final int PAYLOAD = 2_800;

  static final int PAYLOAD_LINES = 60;

  /** Slack: 50. */
  static final int MESSAGE_BLOCKS = 50;

  /** Slack: 100. */
  static final int VIEW_BLOCKS = 100;

  /** All texts of a message. */
  static final int MESSAGE = 12_000;

  /** In a plain-text input; Slack: 3,000. As long as a comment may be. */
  static final int REASON = 2_000;

  /** Slack: 3,000. */
  static final int PRIVATE_METADATA = 3_000;

  private Limits() {}

  /** In UTF-16 units, with the three characters that Slack escapes counted as escaped. */
  static int cost(String text) {
    int cost = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '&') {
        cost += 4;
      } else if (c == '<' || c == '>') {
        cost += 3;
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
    int cost = 1;
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
