package io.countersign.policy.internal;

import io.countersign.policy.ModelEngine;
import io.countersign.policy.ModelEngine.Deployed;
import io.countersign.policy.Pins;
import io.countersign.policy.PolicyResource;
import io.countersign.testing.Requests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is in force, in memory. Another's change can be let in between any two steps. */
final class InMemoryPins implements Pins {

  private final List<Pin> pins = new ArrayList<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private int version;
  private boolean overtaken;

  /** Lets another change come first just before the next set is pinned. */
  void overtake() {
    overtaken = true;
  }

  @Override
  public List<Pin> inForce() {
    return List.copyOf(pins);
  }

  @Override
  public Optional<Pin> inForce(String resource) {
    return pins.stream().filter(pin -> pin.resource().name().equals(resource)).findFirst();
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public boolean deployedByUs(String resource, long key) {
    return digestOf(resource, key).isPresent();
  }

  @Override
  public Optional<String> digestOf(String resource, long key) {
    return inForce(resource).filter(pin -> pin.key() == key).map(pin -> pin.resource().digest());
  }

  @Override
  public boolean install(List<PolicyResource> set, ModelEngine engine) {
    return replace(set, engine, "none", 0);
  }

  @Override
  public void confirm(ModelEngine engine) {
    throw new AssertionError("Nothing here restarts.");
  }

  @Override
  public boolean replace(
      List<PolicyResource> set, ModelEngine engine, String actionDigest, int base) {
    List<Deployed> deployed = engine.deploy(set);
    if (overtaken) {
      version++;
    }
    if (version != base) {
      return false;
    }
    version++;
    versions.put(actionDigest, version);
    pins.clear();
    for (PolicyResource resource : set) {
      Deployed where =
          deployed.stream()
              .filter(one -> one.resource().equals(resource.name()))
              .findFirst()
              .orElseThrow();
      pins.add(new Pin(resource, where.key(), where.version(), version, Requests.NOW));
    }
    return true;
  }

  @Override
  public Optional<Integer> versionBy(String actionDigest) {
    return Optional.ofNullable(versions.get(actionDigest));
  }
}
