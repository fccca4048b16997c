package io.countersign.policy;

import java.util.Locale;

/** How sure it has to be who approves; each is surer than those before it. */
public enum Assurance {
  /** Whoever a chat says it is. */
  CHAT,
  /** Somebody who has signed in at the identity provider: console, terminal, API, Tasklist. */
  CONSOLE,
  /** Somebody of whom the identity provider says that they have signed in just now. */
  FRESH;

  /** As it is written in decision tables and in what is sealed for reviewers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a wire name stands for; what nobody has heard of asks for most. */
  public static Assurance of(String wireName) {
    return switch (wireName) {
      case "", "chat" -> CHAT;
      case "console" -> CONSOLE;
      default -> FRESH;
    };
  }
}
