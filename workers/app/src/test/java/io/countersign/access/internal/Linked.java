package io.countersign.access.internal;

import io.countersign.identity.Agent;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A directory of people and an agent whom identity providers know. */
record Linked(Set<String> disabled) implements Directory {

  private static final Map<String, String> IDS =
      Map.of(
          "oidc:sub-of-grace", "grace",
          "oidc:sub-of-bot", "bot",
          "partner:sub-at-partner", "tom");

  @Override
  public Resolution resolve(String id) {
    if (disabled.contains(id)) {
      return new Resolution.Disabled(id);
    }
    return id.equals("bot")
        ? new Resolution.IsAgent(new Agent("bot", "Bot", "grace"))
        : new Resolution.Known(new Person(id, id, Set.of(), List.of()));
  }

  @Override
  public Resolution resolve(LinkedIdentity identity) {
    String id = IDS.get(identity.toString());
    return id == null ? new Resolution.Unknown(identity.toString()) : resolve(id);
  }

  @Override
  public Optional<Agent> agent(String id) {
    return Optional.empty();
  }

  @Override
  public List<Person> members(String group) {
    return List.of();
  }
}
