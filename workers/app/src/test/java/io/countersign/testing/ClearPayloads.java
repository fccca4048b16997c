package io.countersign.testing;

import io.countersign.actions.Payloads;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Seals nothing, for tests that look at what is stored. */
public final class ClearPayloads implements Payloads {

  private final Set<UUID> destroyed = new HashSet<>();

  @Override
  public String seal(UUID action, String name, String words) {
    return words;
  }

  @Override
  public String sealRemaining(UUID action, String name, String words) {
    return words;
  }

  @Override
  public Optional<String> open(String stored) {
    return Optional.of(stored);
  }

  @Override
  public void destroy(UUID action) {
    destroyed.add(action);
  }

  @Override
  public boolean isDestroyed(UUID action) {
    return destroyed.contains(action);
  }
}
