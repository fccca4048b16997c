package io.countersign.ledger.entry;

/**
 * A version of a process model or policy that was in force.
 *
 * @param id its identifier in the engine, such as the decision id
 * @param version its version there, 1 or more
 * @param digest digest of its deployed bytes
 */
public record PinnedVersion(String id, long version, Digest digest) {
  public PinnedVersion {
    Require.token(id, "id of a pinned version");
    Require.integer(version, "version of " + id);
    if (version == 0) {
      throw new IllegalArgumentException("versions count from 1: " + id);
    }
  }
}
