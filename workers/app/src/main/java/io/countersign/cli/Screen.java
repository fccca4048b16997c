package io.countersign.cli;

import java.io.PrintStream;

/**
 * Where a command writes for people: one line that changes on a terminal, plain lines elsewhere.
 */
final class Screen {

  private final PrintStream out;
  private final boolean terminal;
  private int width;

  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * A screen on standard output, or on standard error where standard output carries JSON.
   *
   * @param json whether standard output is for machines
   */
  static Screen of(boolean json) {
    boolean interactive =
        System.console() != null && System.console().isTerminal() && System.getenv("CI") == null;
    return new Screen(json ? System.err : System.out, interactive);
  }

  boolean isTerminal() {
    return terminal;
  }

  synchronized void line(String text) {
    clear();
    out.println(text);
    out.flush();
  }

  /** Shows a passing state; on a terminal the next output replaces it, elsewhere it is left out. */
  synchronized void status(String text) {
    if (!terminal) {
      return;
    }
    String shown = text.length() > 110 ? text.substring(0, 109) + "…" : text;
    out.print('\r' + shown + " ".repeat(Math.max(0, width - shown.length())));
    out.flush();
    width = shown.length();
  }

  private void clear() {
    if (terminal && width > 0) {
      out.print('\r' + " ".repeat(width) + '\r');
      width = 0;
    }
  }
}
