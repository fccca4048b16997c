package io.countersign.review;

import java.time.Instant;

/**
 * Something said about a round without deciding it.
 *
 * @param author directory id of the person or agent who said it
 * @param words what they said, at most {@link #LONGEST} characters
 * @param saidAt when
 */
public record Comment(String author, String words, Instant saidAt) {

  /** Characters (UTF-16 code units) that a comment may have. */
  public static final int LONGEST = 2_000;
}
