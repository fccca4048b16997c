package io.countersign.cli;

import io.countersign.local.LocalStack;
import io.countersign.local.StackListener;
import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Starts the embedded stack for the demo, and writes the sample table meanwhile. */
final class DemoStack {

  private static final long SEED = 20261101;

  private final Home home;
  private final DemoHome demo;
  private final Screen screen;
  private final boolean tasklist;
  private final long rows;

  DemoStack(Home home, DemoHome demo, Screen screen, boolean tasklist, long rows) {
    this.home = home;
    this.demo = demo;
    this.screen = screen;
    this.tasklist = tasklist;
    this.rows = rows;
  }

  LocalStack start(boolean withSample) {
    CompletableFuture<Void> sample =
        withSample
            ? CompletableFuture.runAsync(this::sample)
            : CompletableFuture.completedFuture(null);
    LocalStack stack =
        LocalStack.builder()
            .home(home.root())
            .exporterJar(exporterJar())
            .tasklist(tasklist)
            .listener(new Progress(screen))
            .start();
    try {
      sample.join();
      return stack;
    } catch (CompletionException e) {
      stack.close();
      throw new CommandException(
          ExitCode.FAILED, "The sample table could not be written: " + e.getCause());
    }
  }

  private void sample() {
    Path file = demo.customers(rows);
    if (Files.exists(file)) {
      return;
    }
    try {
      new CustomersGenerator(rows, SEED).write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path exporterJar() {
    String set = System.getProperty("countersign.exporter.jar");
    Path jar =
        set == null
            ? Path.of(System.getProperty("countersign.root", "."))
                .resolve("workers/app/target/exporter/countersign-zeebe-exporter.jar")
            : Path.of(set);
    if (!Files.exists(jar)) {
      throw new CommandException(
          ExitCode.FAILED,
          "The process history plugin is not at '"
              + jar
              + "'. Build it with 'mvn package', or name"
              + " it with -Dcountersign.exporter.jar=FILE.");
    }
    return jar;
  }

  List<String> links(LocalStack stack, DemoServer server, DemoIdentity identity) {
    List<String> lines = new ArrayList<>();
    lines.add("  inbox           " + identity.invitation("grace"));
    lines.add("                  (opens once, signed in as grace; later her password is grace)");
    lines.add("  application     " + server.url());
    lines.add("  sign-in         " + identity.issuer() + " (the password is the name)");
    lines.add(
        "  engine          " + stack.zeebeRest() + " (REST), " + stack.zeebeGrpc() + " (gRPC)");
    lines.add("  database        " + stack.jdbcUrl() + " (user " + stack.dbUser() + ")");
    stack.tasklist().ifPresent(link -> lines.add("  Tasklist        " + link));
    stack.operate().ifPresent(link -> lines.add("  Operate         " + link));
    if (tasklist) {
      lines.add("                  (sign in as ada, grace or tom; the password is the name)");
    }
    lines.add("  logs            " + stack.logs());
    return lines;
  }

  /** Shows what the stack reports. */
  private record Progress(Screen screen) implements StackListener {

    @Override
    public void phase(String text) {
      screen.line(text);
    }

    @Override
    public void progress(String what, long bytes, long total) {
      screen.status(
          what
              + "  "
              + Text.bytes(bytes)
              + (total > 0 ? " of " + Text.bytes(total) + " (" + 100 * bytes / total + " %)" : ""));
    }

    @Override
    public void ready(String what, Duration after) {
      screen.line(String.format("%s ready in %.1f s", what, after.toMillis() / 1000.0));
    }

    @Override
    public void warning(String text) {
      screen.line("Note: " + text);
    }
  }
}
