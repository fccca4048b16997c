package io.countersign.access.internal;

/** Which paths there are. What is not here is denied to everybody. */
final class Paths {

  /** Paths to which nobody has to prove anything. */
  static final String[] OPEN = {"/", "/assets/**", "/api/v1/health", "/api/v1/sign-in"};

  /** Paths for programs. */
  static final String[] API = {"/api/**"};

  /** Paths for people's browsers. */
  static final String[] PAGES = {
    "/actions/**",
    "/evidence/**",
    "/findings/**",
    "/inbox",
    "/ledger/**",
    "/lineage/**",
    "/overview",
    "/policy/**",
    "/process/**",
    "/reviews/**"
  };

  private Paths() {}
}
