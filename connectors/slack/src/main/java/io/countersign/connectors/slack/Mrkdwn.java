package io.countersign.connectors.slack;

/** Slack's markup, for the few texts that Slack takes in no other form. */
final class Mrkdwn {

  private Mrkdwn() {}

  /** Text in which nothing is a link, a mention or a channel. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
