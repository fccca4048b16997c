package io.countersign.policy;

import io.countersign.bpmn.Models;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of policies and models are in force. The first ones are pinned at installation;
 * every later set by a countersigned {@code policy.deploy}. Whatever else is deployed to the engine
 * has no say.
 */
public interface Pins {

  /**
   * A version in force.
   *
   * @param resource the file, as its author wrote it
   * @param key the engine's key of the version
   * @param engineVersion the engine's number of the version
   * @param policyVersion the set that it came into force with, counted from 1
   * @param since when that was
   */
  record Pin(
      PolicyResource resource, long key, int engineVersion, int policyVersion, Instant since) {}

  /** Everything that is in force, processes first; empty before installation. */
  List<Pin> inForce();

  /** What is in force of a file. */
  Optional<Pin> inForce(String resource);

  /** The process in force under an id. */
  default Optional<Pin> process(String id) {
    return inForce(id + ".bpmn");
  }

  /** The decision in force under an id. */
  default Optional<Pin> decision(String id) {
    return inForce(id + ".dmn");
  }

  /** The number of the set in force; 0 before installation. */
  int version();

  /** Files that ship with another content than the one in force, or are not in force at all. */
  default List<String> unlikeShipped() {
    List<PolicyResource> resources = inForce().stream().map(Pin::resource).toList();
    return Models.all().stream()
        .map(PolicyResource::of)
        .filter(shipped -> !resources.contains(shipped))
        .map(PolicyResource::name)
        .toList();
  }

  /** Whether a version in the engine was deployed by us, in force or before. */
  boolean deployedByUs(String resource, long key);

  /** The digest of a version in the engine that was deployed by us. */
  Optional<String> digestOf(String resource, long key);

  /**
   * Deploys the first set and pins it.
   *
   * @return false when another instance of the application pinned one meanwhile
   * @throws ModelEngine.EngineAway when the engine does not answer; nothing is pinned then
   */
  boolean install(List<PolicyResource> set, ModelEngine engine);

  /**
   * Deploys the set in force again, and notes where it is in the engine now. Keys change when the
   * engine lost its data, or when somebody deployed another version behind our back, which is
   * recorded. Does nothing before installation.
   *
   * @throws ModelEngine.EngineAway when the engine does not answer; the pins stay as they were
   */
  void confirm(ModelEngine engine);

  /**
   * Deploys the next set and pins it. Doing it again for the same action changes nothing.
   *
   * @param actionDigest the countersigned action
   * @param base the version that it takes the place of
   * @return false when another version is in force by now
   * @throws ModelEngine.EngineAway when the engine does not answer; the pins stay as they were
   */
  boolean replace(List<PolicyResource> set, ModelEngine engine, String actionDigest, int base);

  /** The number of the set that an action brought into force. */
  Optional<Integer> versionBy(String actionDigest);
}
