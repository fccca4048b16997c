package io.countersign.connectors.slack.fake;

import com.google.gson.JsonObject;

/** How Slack's calls reach an app. */
interface Transport {

  /** Slack's patience for an answer. */
  int PATIENCE_MILLIS = 3_000;

  /**
   * Calls the app.
   *
   * @param kind {@code interactive}, {@code events_api} or {@code slash_commands}
   */
  Answer call(String kind, JsonObject payload);
}
