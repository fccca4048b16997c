package io.countersign.identity;

import java.util.List;

/**
 * A program that asks for actions. Agents never vote; their owner is an author of all they ask for.
 *
 * @param id stable name in the directory
 * @param name how to address it
 * @param owner id of the person who answers for it
 * @param identities its names in other systems, such as identity providers
 */
public record Agent(String id, String name, String owner, List<LinkedIdentity> identities) {

  public Agent {
    identities = List.copyOf(identities);
  }

  /** An agent that no other system knows. */
  public Agent(String id, String name, String owner) {
    this(id, name, owner, List.of());
  }
}
