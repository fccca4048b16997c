package io.countersign.review;

import java.util.UUID;

/**
 * What a round is about.
 *
 * @param kind an action or a masking plan
 * @param id its id
 * @param digest the digest that votes must name
 */
public record Subject(Kind kind, UUID id, String digest) {

  /** What can be reviewed. */
  public enum Kind {
    ACTION,
    MASKING_PLAN
  }
}
