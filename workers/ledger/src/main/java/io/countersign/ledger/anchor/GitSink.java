package io.countersign.ledger.anchor;

import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.note.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A {@link DirectorySink} in a git work tree: each checkpoint is committed, and pushed if a remote
 * is named. Uses the {@code git} program, so that the operator's own remotes, credentials, signing
 * and hooks apply. Never rewrites or forces anything.
 */
public final class GitSink implements AnchorPoint {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SHOWN = 300;

  private final Path directory;
  private final Optional<String> remote;
  private final DirectorySink files;

  /**
   * Commits to a repository.
   *
   * @param directory its work tree, or a folder in it
   * @param remote the name of a remote that the current branch is pushed to
   */
  public GitSink(Path directory, Optional<String> remote, Clock clock) {
    if (remote.filter(name -> !name.matches("[A-Za-z0-9][A-Za-z0-9._/-]*")).isPresent()) {
      throw new IllegalArgumentException("'%s' is no name of a git remote".formatted(remote.get()));
    }
    this.directory = directory.toAbsolutePath().normalize();
    this.remote = remote;
    this.files = new DirectorySink(directory, clock);
  }

  @Override
  public String name() {
    return "git " + directory;
  }

  @Override
  public Anchoring anchor(LogReader log, SignedNote note) throws IOException, InterruptedException {
    if (Files.isDirectory(directory)
        && !git("rev-parse", "--is-inside-work-tree").text().strip().equals("true")) {
      throw new IOException("'%s' is no git work tree; run git init there".formatted(directory));
    }
    Anchoring anchoring = files.anchor(log, note);
    if (anchoring instanceof Anchoring.Confirmed confirmed) {
      commit(confirmed.size());
    }
    return anchoring;
  }

  /** A crash may have left files that were written and not committed: all of ours are. */
  private void commit(long size) throws IOException, InterruptedException {
    require(git("add", "--", "checkpoint-*", "consistency-*"));
    List<String> ours = List.of("--", "checkpoint-*", "consistency-*");
    if (git(with(List.of("diff", "--cached", "--quiet"), ours)).code() != 0) {
      List<String> message = List.of("commit", "--quiet", "-m", "Keep the checkpoint of " + size);
      require(git(with(message, ours)));
    }
    if (remote.isPresent()) {
      require(git("push", "--quiet", remote.get(), "HEAD"));
    }
  }

  private static String[] with(List<String> command, List<String> more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(more);
    return all.toArray(String[]::new);
  }

  private record Answer(String command, int code, String text) {}

  private static void require(Answer answer) throws IOException {
    if (answer.code() != 0) {
      String text = answer.text().strip();
      throw new IOException(
          "git %s failed (%d): %s"
              .formatted(
                  answer.command(),
                  answer.code(),
                  text.substring(0, Math.min(SHOWN, text.length()))));
    }
  }

  private Answer git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("countersign-git", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile());
      Map<String, String> environment = builder.environment();
      environment.put("GIT_TERMINAL_PROMPT", "0");
      environment.put("LC_ALL", "C");
      Process process = builder.start();
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException("git %s took longer than %s".formatted(arguments[0], PATIENCE));
      }
      String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      return new Answer(arguments[0], process.exitValue(), text);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
