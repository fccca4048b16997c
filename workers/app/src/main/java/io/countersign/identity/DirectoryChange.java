package io.countersign.identity;

import java.util.Set;

/** One change of the directory. */
public sealed interface DirectoryChange {

  /** Adds a person or changes them; their identities in other systems stay. */
  record PutPerson(String id, String name, Set<String> groups, boolean disabled)
      implements DirectoryChange {

    public PutPerson {
      groups = Set.copyOf(groups);
    }
  }

  /** Takes from a person, for now, all that they may do. */
  record DisablePerson(String id) implements DirectoryChange {}

  /** Adds an agent or changes it. */
  record PutAgent(String id, String name, String owner, boolean disabled)
      implements DirectoryChange {}

  /** Says that a name in another system is this person's or agent's. */
  record Link(String id, LinkedIdentity identity) implements DirectoryChange {}

  /** Says that a name in another system is this person's or agent's no more. */
  record Unlink(String id, LinkedIdentity identity) implements DirectoryChange {}
}
