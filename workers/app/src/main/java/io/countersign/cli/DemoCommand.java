package io.countersign.cli;

import io.countersign.local.LocalStack;
import io.countersign.local.LocalStackException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Starts everything on this machine and runs the main job. */
@Command(
    name = "demo",
    description =
        "Start everything on this machine and release a dataset, with a person's countersignature.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  /** Rows of the sample table. */
  static final long ROWS = 100_000;

  private static final String REASON = "Train the churn model on last quarter's customers";

  @Option(names = "--unattended", description = "Let the demo's people decide by script.")
  private boolean unattended;

  @Option(names = "--json", description = "End with exactly one JSON line on standard output.")
  private boolean json;

  @Option(names = "--keep", description = "Leave it running afterwards, until Ctrl-C.")
  private boolean keep;

  @Option(names = "--tasklist", description = "Add Camunda Tasklist and Operate.")
  private boolean tasklist;

  @Option(
      names = "--dataset",
      paramLabel = "FILE.csv",
      description = "Release your own CSV file instead of the sample.")
  private @Nullable Path dataset;

  @Option(
      names = "--to",
      paramLabel = "DEST",
      description = "Where to export to. Default: a new file in the demo's exports folder.")
  private @Nullable Path destination;

  @Option(names = "--rows", paramLabel = "N", description = "Rows of the sample (100000).")
  private long rows = ROWS;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is needed.")
  private String reason = REASON;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Screen screen = Screen.of(json);
    Home home = Home.ofUser();
    DemoHome demo = new DemoHome(home);
    demo.prepare();
    Path source = source();
    DemoStack parts = new DemoStack(home, demo, screen, tasklist, rows);
    try (LocalStack stack = parts.start(source == null)) {
      DemoServer server = DemoServer.start(stack, demo);
      server.awaitReady();
      home.announce(server.url(), demo.tokens());
      Runtime.getRuntime().addShutdownHook(new Thread(home::withdraw, "withdraw"));
      double setup = seconds(start);
      screen.line(String.format("Everything runs, after %.1f s.", setup));
      parts.links(stack, server).forEach(screen::line);
      long run = System.nanoTime();
      JsonNode release = release(demo, screen, server, source);
      Story.tell(release).forEach(screen::line);
      if (json) {
        System.out.println(DemoSummary.of(release, setup, seconds(run)));
      }
      if (keep) {
        stay(screen);
      }
      return ReleaseCommand.exitCode(release);
    } catch (LocalStackException e) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
    } finally {
      home.withdraw();
    }
  }

  private @Nullable Path source() {
    if (dataset != null && !Files.isRegularFile(dataset)) {
      throw new CommandException(
          ExitCode.WRONG_USE, "The dataset '" + dataset + "' is not there, or not a file.");
    }
    return dataset;
  }

  private JsonNode release(DemoHome demo, Screen screen, DemoServer server, @Nullable Path own) {
    Path file = own == null ? demo.customers(rows) : own;
    String name = String.valueOf(file.getFileName()).replaceFirst("\\..*", "");
    Path target = destination == null ? demo.freeExport(name) : destination;
    ApiClient requester = client(server, demo, DemoHome.REQUESTER);
    JsonNode release = ReleaseCommand.request(requester, file, target, reason);
    String id = release.path("id").asString("");
    screen.line("");
    screen.line(DemoHome.REQUESTER + " asks to release " + file + " (release " + id + ").");
    ReleaseFollower follower = new ReleaseFollower(requester, screen);
    String decided = "";
    while (true) {
      String last = decided;
      release =
          follower.follow(
              id,
              next ->
                  ReleaseFollower.waitsForReview(next)
                      && !ReleaseFollower.openReview(next).equals(last));
      if (ReleaseFollower.ended(release)) {
        return release;
      }
      decided = ReleaseFollower.openReview(release);
      decide(demo, screen, server, decided);
    }
  }

  private void decide(DemoHome demo, Screen screen, DemoServer server, String review) {
    ApiClient requester = client(server, demo, DemoHome.REQUESTER);
    SequencedMap<String, ApiClient> reviewers = new LinkedHashMap<>();
    for (String person : DemoHome.REVIEWERS) {
      reviewers.put(person, client(server, demo, person));
    }
    DemoReviewers people = new DemoReviewers(screen, requester, reviewers);
    if (unattended) {
      people.decideByScript(review);
    } else {
      people.waitForPerson(review);
    }
  }

  private static ApiClient client(DemoServer server, DemoHome demo, String person) {
    try {
      return new ApiClient(URI.create(server.url()), demo.token(person));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The token of '" + person + "' cannot be read: " + e.getMessage());
    }
  }

  private static void stay(Screen screen) {
    screen.line("");
    screen.line("It keeps running. Press Ctrl-C to end it; its data stays for the next time.");
    while (!Thread.currentThread().isInterrupted()) {
      ReleaseFollower.pause();
    }
  }

  private static double seconds(long since) {
    return Math.round((System.nanoTime() - since) / 1e8) / 10.0;
  }
}
