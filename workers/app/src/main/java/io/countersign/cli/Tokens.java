package io.countersign.cli;

/** Where a command's bearer token comes from. */
@FunctionalInterface
interface Tokens {

  /** A token that is valid now. */
  String current();
}
