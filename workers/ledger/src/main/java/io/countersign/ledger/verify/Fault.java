package io.countersign.ledger.verify;

import java.util.OptionalLong;

/**
 * The first thing that is wrong with a log.
 *
 * @param problem what kind of thing
 * @param file the file in which it shows, relative to the log's directory; or where an auditor's
 *     checkpoint came from
 * @param entry index of the first entry that is wrong, as far as it can be told
 * @param sentence what is wrong, in plain English
 */
public record Fault(Problem problem, String file, OptionalLong entry, String sentence) {
  @Override
  public String toString() {
    return file + ": " + sentence;
  }
}
