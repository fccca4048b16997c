package io.countersign.actions;

import io.countersign.support.CanonicalJson;
import java.util.UUID;

/**
 * An action that can no longer change.
 *
 * @param id names it in this installation
 * @param digest SHA-256 of {@code canonical}; what reviews, grants and executions name
 * @param canonical the action as canonical JSON (RFC 8785)
 * @param request the same, read back from {@code canonical}
 */
public record SealedAction(UUID id, String digest, String canonical, ActionRequest request) {

  static final String TYPE = "countersign/action/v1";

  /** Whether the content still is what the digest says. */
  public boolean intact() {
    return CanonicalJson.digest(canonical).equals(digest);
  }
}
