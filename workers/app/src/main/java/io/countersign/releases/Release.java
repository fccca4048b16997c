package io.countersign.releases;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * One dataset on its way to one destination.
 *
 * @param id names the release; the sealed action has the same id
 * @param dataset the dataset's name
 * @param source the file that was asked for
 * @param destination where it is to go
 * @param reason why, in the requester's words
 * @param requestedBy directory id of the requester
 * @param state how far it has come
 * @param processInstanceKey the engine's key, once the engine has it
 * @param amendment what reviewers changed before it was asked for in this form
 * @param supersededBy the release that took its place, if a reviewer changed it
 * @param preparation what preparing it found, as far as it has come
 * @param fault why it failed, when it did
 * @param requestedAt when it was asked for
 * @param closedAt when it ended
 */
public record Release(
    UUID id,
    String dataset,
    Path source,
    Destination destination,
    String reason,
    String requestedBy,
    State state,
    OptionalLong processInstanceKey,
    Amendment amendment,
    Optional<UUID> supersededBy,
    Preparation preparation,
    Optional<Fault> fault,
    Instant requestedAt,
    Optional<Instant> closedAt) {

  /**
   * What reviewers changed.
   *
   * @param supersedes the release whose place this one took
   * @param treatments stronger treatments, by column
   * @param modifiedBy directory ids of those who decided so: authors, who may not sign
   */
  public record Amendment(
      Optional<UUID> supersedes, Map<String, String> treatments, Set<String> modifiedBy) {

    /** Nothing was changed. */
    public static final Amendment NONE = new Amendment(Optional.empty(), Map.of(), Set.of());

    public Amendment {
      treatments = Map.copyOf(treatments);
      modifiedBy = Set.copyOf(modifiedBy);
    }
  }

  /** How far a release has come. The last three are ends. */
  public enum State {
    REQUESTED,
    PREPARING,
    IN_REVIEW,
    RELEASED,
    NOT_APPROVED,
    FAILED;

    /** Whether nothing more will happen. */
    public boolean isEnd() {
      return this == RELEASED || this == NOT_APPROVED || this == FAILED;
    }
  }

  /**
   * What preparing found.
   *
   * @param sourceSha256 digest of the source
   * @param planDigest digest of the masking plan
   * @param maskedSha256 digest of the masked revision
   * @param rowsIn records in the source
   * @param rowsOut records in the masked revision
   * @param cellsMasked cells that were transformed
   * @param survivors masked originals that were found again in the output; anything but 0 stops the
   *     release
   */
  public record Preparation(
      Optional<String> sourceSha256,
      Optional<String> planDigest,
      Optional<String> maskedSha256,
      OptionalLong rowsIn,
      OptionalLong rowsOut,
      OptionalLong cellsMasked,
      OptionalLong survivors) {}

  /** Why a release failed: a stable code and a sentence for people. */
  public record Fault(String code, String message) {}
}
