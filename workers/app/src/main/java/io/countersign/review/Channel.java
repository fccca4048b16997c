package io.countersign.review;

/**
 * Where a decision was made. What is enough assurance for one need not be for another; channels
 * differ in nothing else.
 */
public enum Channel {
  API,
  CLI,
  MCP,
  TASKLIST,
  SLACK,
  TEAMS,
  CONSOLE;

  /** Whether a chat says who decides, and not our own identity provider. */
  public boolean isChat() {
    return this == SLACK || this == TEAMS;
  }
}
