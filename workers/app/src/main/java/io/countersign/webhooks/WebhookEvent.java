package io.countersign.webhooks;

import java.time.Instant;

/**
 * Something that other systems are told.
 *
 * @param id names it for ever, the same for every receiver and attempt; receivers drop what they
 *     have seen. Letters, digits and {@code . _ : -}, at most 200
 * @param type words joined by dots, for example {@code finding.opened}
 * @param key events of one key arrive in the order in which they were published
 * @param at when it happened
 * @param json what it is about, a JSON object: references, codes and sentences, never data
 */
public record WebhookEvent(String id, String type, String key, Instant at, String json) {

  public WebhookEvent {
    require(id.matches("[A-Za-z0-9._:-]{1,200}"), "id", id);
    require(type.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*"), "type", type);
    require(!key.isEmpty() && key.length() <= 200, "key", key);
  }

  private static void require(boolean holds, String what, String value) {
    if (!holds) {
      throw new IllegalArgumentException("An event has no such " + what + ": '" + value + "'.");
    }
  }
}
