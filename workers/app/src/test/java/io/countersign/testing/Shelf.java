package io.countersign.testing;

import io.countersign.policy.ModelEngine;
import io.countersign.policy.PolicyResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers versions as the engine does: a set that is there already, with nothing newer over it,
 * keeps its keys; where one of a set differs, all get new versions.
 */
public final class Shelf implements ModelEngine {

  private record Copy(String digest, Deployed where) {}

  private final Map<String, Copy> latest = new HashMap<>();
  private final Map<Long, String> digests = new HashMap<>();
  private final List<List<String>> commands = new ArrayList<>();
  private long nextKey = 100;
  private boolean away;

  @Override
  public List<Deployed> deploy(List<PolicyResource> set) {
    if (away) {
      throw new EngineAway("The engine does not answer.", new IllegalStateException());
    }
    commands.add(set.stream().map(PolicyResource::name).toList());
    boolean same =
        set.stream()
            .allMatch(
                resource -> {
                  Copy there = latest.get(resource.name());
                  return there != null && there.digest().equals(resource.digest());
                });
    return set.stream()
        .map(
            resource ->
                same
                    ? put(resource.name(), resource.digest())
                    : add(resource.name(), resource.digest()))
        .toList();
  }

  /** What somebody with the engine's credentials can do. */
  public Deployed put(String resource, String digest) {
    Copy there = latest.get(resource);
    if (there != null && there.digest().equals(digest)) {
      return there.where();
    }
    return add(resource, digest);
  }

  private Deployed add(String resource, String digest) {
    Copy there = latest.get(resource);
    int version = there == null ? 1 : there.where().version() + 1;
    Deployed where = new Deployed(resource, nextKey++, version);
    latest.put(resource, new Copy(digest, where));
    digests.put(where.key(), digest);
    return where;
  }

  /** What would decide under a key. */
  public String digestAt(long key) {
    return digests.get(key);
  }

  /** Loses everything, and begins to count anew. */
  public void wipe(long firstKey) {
    latest.clear();
    nextKey = firstKey;
  }

  public void away(boolean gone) {
    away = gone;
  }

  /** Whether everything was always deployed in one command. */
  public List<List<String>> commands() {
    return List.copyOf(commands);
  }
}
