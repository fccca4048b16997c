package io.countersign.process.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cluster's version, as far as models depend on it. */
record EngineVersion(int major, int minor) {

  private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

  /**
   * Reads a version such as {@code 8.8.14} or {@code 8.9.0-alpha1}.
   *
   * @throws IllegalArgumentException when it has another form
   */
  static EngineVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The cluster reports version '" + text + "', which is not understood.");
    }
    return new EngineVersion(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Whether user tasks can carry listeners. */
  boolean hasTaskListeners() {
    return major > 8 || (major == 8 && minor >= 8);
  }
}
