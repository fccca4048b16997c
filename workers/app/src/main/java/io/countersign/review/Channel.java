package io.countersign.review;

/** Where a decision was made. Channels differ in nothing else. */
public enum Channel {
  API,
  CLI,
  MCP,
  TASKLIST,
  SLACK
}
