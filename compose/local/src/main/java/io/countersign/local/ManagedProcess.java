package io.countersign.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A child process that writes its output to a file and never outlives us.
 *
 * <p>Between us and the program stands a small shell script that waits on a pipe from this JVM.
 * When the pipe closes, because {@link #stop} closed it or because this JVM ended, SIGKILL
 * included, the script sends the program its stop signal and, after a grace period, SIGKILL. Ctrl-C
 * in the terminal does not reach the program: whoever started it decides the order in which things
 * end.
 */
public final class ManagedProcess implements AutoCloseable {
  private static final String GUARD = readGuard();

  private final Spec spec;
  private final Process guard;
  private final ProcessHandle program;
  private final CompletableFuture<Integer> exit;

  private ManagedProcess(Spec spec, Process guard, ProcessHandle program) {
    this.spec = spec;
    this.guard = guard;
    this.program = program;
    this.exit = guard.onExit().thenApply(Process::exitValue);
  }

  /**
   * Describes a program to run.
   *
   * @param name short name for messages, also the name of the log file
   * @param command program and arguments, at least one element
   * @return a description with the log file {@code NAME.log} in the working directory
   */
  public static Spec of(String name, List<String> command) {
    return new Spec(name, command);
  }

  /** What to run, and how. Not safe for use by several threads. */
  public static final class Spec {
    private final String name;
    private final List<String> command;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable Path directory;
    private @Nullable Path log;
    private String stopSignal = "TERM";
    private Duration grace = Duration.ofSeconds(10);

    private Spec(String name, List<String> command) {
      if (command.isEmpty()) {
        throw new IllegalArgumentException("No program given for " + name);
      }
      this.name = name;
      this.command = List.copyOf(command);
    }

    /** Adds a variable to the environment that is inherited from this JVM. */
    public Spec environment(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    /** Adds variables to the environment that is inherited from this JVM. */
    public Spec environment(Map<String, String> variables) {
      environment.putAll(variables);
      return this;
    }

    /** Sets the working directory; without it, that of this JVM. */
    public Spec directory(Path path) {
      directory = path;
      return this;
    }

    /** Sets the file that standard output and standard error are appended to. */
    public Spec log(Path path) {
      log = path;
      return this;
    }

    /** Sets the log file to {@code NAME.log} in this directory, unless one is set. */
    Spec logTo(Path logs) {
      if (log == null) {
        log = logs.resolve(name + ".log");
      }
      return this;
    }

    /**
     * Sets how the program is asked to end.
     *
     * @param signal name without SIG, for example {@code TERM}; {@code INT} reaches only programs
     *     that handle it themselves, for they start with it ignored
     * @param patience time until SIGKILL, whole seconds, at least one
     */
    public Spec stopWith(String signal, Duration patience) {
      stopSignal = signal;
      grace = patience;
      return this;
    }

    /**
     * Starts the program.
     *
     * @throws LocalStackException when the operating system cannot start it
     */
    public ManagedProcess start() {
      return ManagedProcess.start(this);
    }

    private Path logFile() {
      return log != null
          ? log
          : (directory != null ? directory : Path.of("")).toAbsolutePath().resolve(name + ".log");
    }
  }

  private static ManagedProcess start(Spec spec) {
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "countersign-guard"));
    line.add(spec.stopSignal);
    line.add(Long.toString(Math.max(1, spec.grace.toSeconds())));
    line.add(spec.logFile().toString());
    line.addAll(spec.command);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(spec.environment);
    if (spec.directory != null) {
      builder.directory(spec.directory.toFile());
    }
    builder.redirectError(ProcessBuilder.Redirect.appendTo(spec.logFile().toFile()));
    try {
      Files.createDirectories(spec.logFile().toAbsolutePath().getParent());
      Process guard = builder.start();
      return new ManagedProcess(spec, guard, programOf(guard, spec));
    } catch (IOException e) {
      throw new LocalStackException(
          "Could not start " + spec.name + " (" + spec.command.getFirst() + "): " + e.getMessage(),
          e);
    }
  }

  private static ProcessHandle programOf(Process guard, Spec spec) throws IOException {
    try (BufferedReader reader = guard.inputReader(StandardCharsets.US_ASCII)) {
      String pid = reader.readLine();
      if (pid == null) {
        throw new IOException("the guard ended early, see " + spec.logFile());
      }
      // A program that ended at once has no handle any more; the guard's exit status tells.
      return ProcessHandle.of(Long.parseLong(pid.strip())).orElseGet(guard::toHandle);
    }
  }

  /** Returns the name given at the start. */
  public String name() {
    return spec.name;
  }

  /** Returns the operating system's id of the program itself, not of its guard. */
  public long pid() {
    return program.pid();
  }

  /** Tells whether the program still runs. */
  public boolean isAlive() {
    return guard.isAlive();
  }

  /** Returns the file that standard output and standard error go to. */
  public Path log() {
    return spec.logFile();
  }

  /**
   * Completes with the exit status when the program has ended; 128 + n when signal n ended it.
   *
   * @return a future of the caller's own: cancelling it changes nothing here
   */
  public CompletableFuture<Integer> exit() {
    return exit.copy();
  }

  /** Returns when the program started, as far as the operating system tells. */
  Optional<java.time.Instant> startedAt() {
    return program.info().startInstant();
  }

  /** Ends the program with SIGKILL and waits until it is gone: a crash, for tests. */
  public void kill() {
    if (isAlive()) {
      program.destroyForcibly();
    }
    exit.join();
  }

  /** Asks the program to end, without waiting; SIGKILL follows after the grace period. */
  public void stopSoon() {
    try {
      guard.getOutputStream().close();
    } catch (IOException e) {
      program.destroy();
    }
  }

  /** Asks the program to end and waits until it has; SIGKILL follows after the grace period. */
  public void stop() {
    stopSoon();
    try {
      exit.get(spec.grace.toSeconds() + 5, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      kill();
    } catch (InterruptedException e) {
      program.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Same as {@link #stop}. */
  @Override
  public void close() {
    stop();
  }

  /**
   * Ends the program if it still runs, and starts it again with the same command and log.
   *
   * @return the new process
   */
  public ManagedProcess restart() {
    stop();
    return spec.start();
  }

  private static String readGuard() {
    try (InputStream in = ManagedProcess.class.getResourceAsStream("guard.sh")) {
      if (in == null) {
        throw new IllegalStateException("guard.sh is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
