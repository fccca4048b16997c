package io.countersign.connectors.teams.fake;

import java.util.Map;

/**
 * What the app answered.
 *
 * @param status 0 where nothing came in time
 * @param type of the value
 * @param value a card or words
 * @param millis how long it took
 */
public record Answer(int status, String type, Object value, long millis) {

  /** Whether it came in time and was good. */
  public boolean isGood() {
    return status == 200;
  }

  /** Whether it is a card, to be shown in place of the other. */
  public boolean isCard() {
    return value instanceof Map<?, ?>;
  }

  /** Everything that can be read in it. */
  public String words() {
    return isCard() ? FakeMessage.textOf(value) : String.valueOf(value);
  }
}
