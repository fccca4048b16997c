package io.countersign.policy;

/** A table answered that is not the one in force. Whoever asked must take it for a refusal. */
public final class UnpinnedVersion extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String decisionId;
  private final int version;
  private final long key;

  public UnpinnedVersion(String decisionId, int version, long key) {
    super(
        "Version "
            + version
            + " (key "
            + key
            + ") of '"
            + decisionId
            + "' answered, which nobody countersigned.");
    this.decisionId = decisionId;
    this.version = version;
    this.key = key;
  }

  public String decisionId() {
    return decisionId;
  }

  public int version() {
    return version;
  }

  public long key() {
    return key;
  }
}
