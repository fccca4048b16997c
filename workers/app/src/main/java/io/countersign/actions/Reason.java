package io.countersign.actions;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a requester's reason has to be: reviewers read it, the record keeps it. */
public final class Reason {

  /** In characters. */
  public static final int LONGEST = 2_000;

  private Reason() {}

  /** What is wrong with a reason, one sentence each; empty when it can be sealed. */
  public static List<String> problems(String reason) {
    if (reason.isBlank()) {
      return List.of("The request has no reason. Say why it is needed; reviewers read it.");
    }
    if (reason.length() > LONGEST) {
      return List.of(
          "The reason has " + reason.length() + " characters; " + LONGEST + " are the most.");
    }
    // Neither the database nor a digest takes NUL and unpaired surrogates.
    if (reason.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(reason)) {
      return List.of("The reason holds a NUL or half of a character. Write it again without.");
    }
    return List.of();
  }
}
