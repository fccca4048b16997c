package io.countersign.identity;

import java.util.List;
import java.util.Set;

/**
 * One human, whatever names they go by elsewhere.
 *
 * @param id stable name in the directory, for example {@code grace}
 * @param name how to address them
 * @param groups the groups they are in now
 * @param identities their names in other systems
 */
public record Person(String id, String name, Set<String> groups, List<LinkedIdentity> identities) {

  public Person {
    groups = Set.copyOf(groups);
    identities = List.copyOf(identities);
  }
}
