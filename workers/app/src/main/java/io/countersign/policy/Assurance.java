package io.countersign.policy;

import java.util.Locale;

/** How sure it has to be who approves. */
public enum Assurance {
  /** Whoever a chat says it is. */
  CHAT,
  /** Somebody who has signed in at the identity provider: console, terminal, API, Tasklist. */
  CONSOLE;

  /** As it is written in decision tables and in what is sealed for reviewers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a wire name stands for; what nobody has heard of asks for most. */
  public static Assurance of(String wireName) {
    return wireName.isEmpty() || wireName.equals(CHAT.wireName()) ? CHAT : CONSOLE;
  }
}
