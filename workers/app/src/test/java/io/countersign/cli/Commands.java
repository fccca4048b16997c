package io.countersign.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** Runs commands in this process. */
public final class Commands {

  private Commands() {}

  /** How a command ended, and what it said. */
  public record Result(int code, String out, String err) {}

  /** Runs one command; not at the same time as another. */
  public static synchronized Result run(String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    StringWriter faults = new StringWriter();
    try {
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
      int code = Countersign.commandLine().setErr(new PrintWriter(faults, true)).execute(args);
      return new Result(
          code,
          said.toString(StandardCharsets.UTF_8),
          faults + complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
