package io.countersign.identity;

import java.util.Set;

/**
 * Something about these people or agents changed: whether they may act, or what they are part of.
 * Published in the transaction that changed it.
 *
 * @param subjects directory ids
 */
public record DirectoryChanged(Set<String> subjects) {

  public DirectoryChanged {
    subjects = Set.copyOf(subjects);
  }
}
