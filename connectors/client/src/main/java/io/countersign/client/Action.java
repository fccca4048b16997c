package io.countersign.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An action as it stood when the server was asked.
 *
 * @param id names it
 * @param actionDigest what signatures and execution are bound to
 * @param title what it does, in one sentence
 * @param effect the effect's name
 * @param target where it lands
 * @param parameters how
 * @param state how far it is
 * @param requestedBy directory id of whoever asked
 * @param ruling what policy said, in sentences, once it has
 * @param verdict {@code permitted}, {@code refused}, or how its review stands
 * @param approvedBy directory ids of those who signed
 * @param receipt what the effect left behind; empty until it has happened
 * @param fault why it failed, if it did
 * @param endsAt when a temporary effect is over
 * @param requestedAt when it was asked for
 * @param closedAt when it came to its end
 */
public record Action(
    UUID id,
    String actionDigest,
    String title,
    String effect,
    Map<String, String> target,
    Map<String, String> parameters,
    State state,
    String requestedBy,
    Optional<String> ruling,
    Optional<String> verdict,
    List<String> approvedBy,
    Map<String, Object> receipt,
    Optional<Fault> fault,
    Optional<Instant> endsAt,
    Instant requestedAt,
    Optional<Instant> closedAt) {

  /** Why an action failed: a stable code and a sentence. */
  public record Fault(String code, String message) {}

  /** How far an action is. */
  public enum State {
    /** Asked for. */
    REQUESTED,
    /** Policy and people decide, or it is about to run. */
    IN_REVIEW,
    /** It ran, and its temporary effect is in force. */
    ACTIVE,
    /** It ran, for good. */
    DONE,
    /** It ran, and was taken back. */
    REVERTED,
    /** Policy or people said no, or nobody said anything in time. */
    REFUSED,
    /** It was approved and could not be done. */
    FAILED,
    /** A state that this client is too old to know. */
    OTHER;

    /** Whether it has run, or will not. */
    public boolean isSettled() {
      return this != REQUESTED && this != IN_REVIEW && this != OTHER;
    }

    static State of(String name) {
      for (State state : values()) {
        if (state.name().equals(name)) {
          return state;
        }
      }
      return OTHER;
    }
  }

  static Action of(Fields json) {
    return new Action(
        UUID.fromString(json.textOrEmpty("id")),
        json.textOrEmpty("actionDigest"),
        json.textOrEmpty("title"),
        json.textOrEmpty("effect"),
        json.object("target").textMap(),
        json.object("parameters").textMap(),
        State.of(json.textOrEmpty("state")),
        json.textOrEmpty("requestedBy"),
        json.text("ruling"),
        json.text("verdict"),
        json.texts("approvedBy"),
        json.object("receipt").all(),
        json.object("fault")
            .text("code")
            .map(code -> new Fault(code, json.object("fault").textOrEmpty("message"))),
        json.instant("endsAt"),
        Instant.parse(json.textOrEmpty("requestedAt")),
        json.instant("closedAt"));
  }
}
