package io.countersign.policy;

import java.util.List;

/** Deploys models. Implemented where the engine is known. */
public interface ModelEngine {

  /**
   * Deploys a set in one command, adapted to the cluster. Deploying what is already there, and
   * nothing newer beside it, changes nothing and answers with what is there.
   *
   * @throws EngineAway when the engine does not answer; the set may or may not be deployed then
   * @throws IllegalArgumentException when the engine refuses the set; says why
   */
  List<Deployed> deploy(List<PolicyResource> set);

  /**
   * A version in the engine.
   *
   * @param resource the file that it was made from
   * @param key the engine's key of the version
   * @param version the engine's number of the version
   */
  record Deployed(String resource, long key, int version) {}

  /** The engine does not answer. */
  final class EngineAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineAway(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
