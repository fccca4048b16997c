package io.countersign.connectors.slack.fake;

/**
 * What an app answered to a click, a submission or a command.
 *
 * @param status of the answer; 0 where none came within three seconds
 * @param body JSON or nothing
 * @param millis how long it took
 */
public record Answer(int status, String body, long millis) {

  /** Whether it came in time and was good. */
  public boolean isAcknowledged() {
    return status == 200;
  }
}
