package io.countersign.review;

/** What someone tried to do to a round. */
public enum Attempt {
  DECIDE,
  WITHDRAW,
  CHANGE
}
