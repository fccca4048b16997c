package io.countersign.review.internal;

import io.countersign.identity.LinkedIdentity;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import java.util.Optional;
import java.util.UUID;

/** Builds decisions on one round; by default an approval that names what is under review. */
final class Decisions {

  private final UUID round;
  private final LinkedIdentity who;
  private String digest;
  private String shown;
  private Optional<Integer> revision = Optional.empty();
  private Optional<UUID> seat = Optional.empty();
  private Optional<Choice> choice = Optional.of(Choice.APPROVE);
  private Optional<String> comment = Optional.empty();

  private Decisions(UUID round, String digest, String shown, LinkedIdentity who) {
    this.round = round;
    this.digest = digest;
    this.shown = shown;
    this.who = who;
  }

  /**
   * An approval.
   *
   * @param identity {@code system:subject}
   */
  static Decisions by(UUID round, String digest, String shown, String identity) {
    int colon = identity.indexOf(':');
    return new Decisions(
        round,
        digest,
        shown,
        new LinkedIdentity(identity.substring(0, colon), identity.substring(colon + 1)));
  }

  Decisions at(UUID seatId) {
    seat = Optional.of(seatId);
    return this;
  }

  Decisions atRevision(int seen) {
    revision = Optional.of(seen);
    return this;
  }

  Decisions on(String subjectDigest, String shownDigest) {
    digest = subjectDigest;
    shown = shownDigest;
    return this;
  }

  Decisions saying(Optional<Choice> what) {
    choice = what;
    return this;
  }

  Decisions denying(String why) {
    choice = Optional.of(Choice.DENY);
    comment = Optional.of(why);
    return this;
  }

  Decision build() {
    return new Decision(
        round, revision, seat, who, choice, comment, digest, shown, Channel.TASKLIST);
  }
}
