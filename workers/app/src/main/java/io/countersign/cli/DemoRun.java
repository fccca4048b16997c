package io.countersign.cli;

import io.countersign.local.LocalStack;
import io.countersign.local.LocalStackException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One run of the demo. */
final class DemoRun {

  private final Options options;

  DemoRun(Options options) {
    this.options = options;
  }

  /** What {@link DemoCommand} was asked for. */
  record Options(
      boolean unattended,
      boolean json,
      boolean keep,
      boolean tasklist,
      Optional<Path> dataset,
      Optional<Path> destination,
      long rows,
      String reason) {}

  /** Runs it; answers the exit code. */
  int run() {
    long start = System.nanoTime();
    Screen screen = Screen.of(options.json());
    Home home = Home.ofUser();
    DemoHome demo = new DemoHome(home);
    demo.prepare();
    DemoStack parts = new DemoStack(home, demo, screen, options.tasklist(), options.rows());
    int port = DemoServer.freePort(DemoServer.USUAL_PORT);
    try (DemoIdentity identity = DemoIdentity.start(demo, DemoServer.url(port));
        LocalStack stack = parts.start(options.dataset().isEmpty());
        DemoLedger ledger = DemoLedger.start(demo)) {
      DemoWarehouse warehouse = new DemoWarehouse(stack, demo);
      warehouse.prepare();
      DemoServer server = DemoServer.start(stack, demo, warehouse, ledger, identity, port);
      server.awaitReady();
      home.announce(server.url(), demo.tokens(), identity.issuer());
      Runtime.getRuntime().addShutdownHook(new Thread(home::withdraw, "withdraw"));
      double setup = seconds(start);
      screen.line(String.format("Everything runs, after %.1f s.", setup));
      parts.links(stack, server, identity).forEach(screen::line);
      long run = System.nanoTime();
      JsonNode release = release(demo, screen, server, identity);
      Story.tell(release).forEach(screen::line);
      double released = seconds(run);
      ObjectNode access = access(screen, server, identity, warehouse);
      ApiClient auditor = identity.client(server.url(), DemoHome.AUDITOR);
      ObjectNode verified = ledger.verify(auditor);
      long findings = auditor.post("/api/v1/findings/comparisons", Map.of()).path("open").asLong();
      screen.line("");
      screen.line(DemoLedger.tell(verified, findings));
      if (options.json()) {
        ObjectNode line = DemoSummary.of(release, access, setup, released);
        line.set("ledger", verified);
        line.put("findings", findings);
        System.out.println(line);
      }
      if (options.keep()) {
        stay(screen);
      }
      return ReleaseCommand.exitCode(release);
    } catch (LocalStackException e) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
    } finally {
      home.withdraw();
    }
  }

  private ObjectNode access(
      Screen screen, DemoServer server, DemoIdentity identity, DemoWarehouse warehouse) {
    Tokens tokens = identity.tokens(DemoAccess.AGENT);
    try (DemoAgent agent = new DemoAgent(URI.create(server.url()), tokens)) {
      return new DemoAccess(
              screen, agent, warehouse, review -> decide(identity, screen, server, review))
          .run();
    }
  }

  private JsonNode release(DemoHome demo, Screen screen, DemoServer server, DemoIdentity identity) {
    Path file = options.dataset().orElseGet(() -> demo.customers(options.rows()));
    String name = String.valueOf(file.getFileName()).replaceFirst("\\..*", "");
    Path target = options.destination().orElseGet(() -> demo.freeExport(name));
    ApiClient requester = identity.client(server.url(), DemoHome.REQUESTER);
    JsonNode release = ReleaseCommand.request(requester, file, target.toString(), options.reason());
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
      decide(identity, screen, server, decided);
    }
  }

  private void decide(DemoIdentity identity, Screen screen, DemoServer server, String review) {
    ApiClient requester = identity.client(server.url(), DemoHome.REQUESTER);
    SequencedMap<String, ApiClient> reviewers = new LinkedHashMap<>();
    for (String person : DemoHome.REVIEWERS) {
      reviewers.put(person, identity.client(server.url(), person));
    }
    DemoReviewers people = new DemoReviewers(screen, requester, reviewers);
    if (options.unattended()) {
      people.decideByScript(review);
    } else {
      people.waitForPerson(review);
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
