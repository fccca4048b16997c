package io.countersign.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Starts a release on a running server and follows it. */
@Command(
    name = "release",
    description = "Ask for a dataset to be masked, countersigned and exported; follow it.",
    mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {

  @Mixin private Connection connection;

  @Parameters(index = "0", paramLabel = "FILE", description = "The dataset.")
  private Path file;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DEST",
      description =
          "The file to write, postgres:CONNECTION/SCHEMA/TABLE, or an https:// address to upload"
              + " to. Must not exist.")
  private String destination;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why it is needed. Reviewers read it.")
  private String reason;

  @Option(names = "--json", description = "End with one JSON line.")
  private boolean json;

  @Option(names = "--no-wait", description = "Return once the request is accepted.")
  private boolean noWait;

  @Override
  public Integer call() {
    ApiClient api = connection.open("ada");
    Screen screen = Screen.of(json);
    JsonNode release = request(api, file, destination, reason);
    String id = release.path("id").asString("");
    screen.line("Release " + id + " was accepted.");
    if (noWait) {
      if (json) {
        System.out.println(release);
      }
      return ExitCode.DONE;
    }
    ReleaseFollower follower = new ReleaseFollower(api, screen);
    release = follower.follow(id, ReleaseFollower::waitsForReview);
    while (!ReleaseFollower.ended(release)) {
      String review = ReleaseFollower.openReview(release);
      screen.line("It waits for review " + review + ". A reviewer can decide with:");
      screen.line("  countersign review approve " + review + " --as PERSON");
      release =
          follower.follow(
              id,
              next ->
                  ReleaseFollower.waitsForReview(next)
                      && !ReleaseFollower.openReview(next).equals(review));
    }
    Story.tell(release).forEach(screen::line);
    if (json) {
      System.out.println(release);
    }
    return exitCode(release);
  }

  static JsonNode request(ApiClient api, Path file, String destination, String reason) {
    return api.post(
        "/api/v1/releases",
        Map.of(
            "source", file.toAbsolutePath().normalize().toString(),
            "destination", resolved(destination),
            "reason", reason));
  }

  /** A path is meant from here; anything else is left as it is. */
  private static String resolved(String destination) {
    return destination.startsWith("https:") || destination.startsWith("postgres:")
        ? destination
        : Path.of(destination).toAbsolutePath().normalize().toString();
  }

  static int exitCode(JsonNode release) {
    return switch (release.path("state").asString("")) {
      case "RELEASED" -> ExitCode.DONE;
      case "NOT_APPROVED" -> ExitCode.REFUSED;
      default -> ExitCode.FAILED;
    };
  }
}
