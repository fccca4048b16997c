package io.countersign.cli;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Follows a release on the server: shows its steps, and returns when something is to be done. */
final class ReleaseFollower {

  private static final Set<String> ENDS = Set.of("RELEASED", "NOT_APPROVED", "FAILED");
  private static final long POLL_MILLIS = 250;

  private final ApiClient api;
  private final Screen screen;
  private final Set<String> announced = new HashSet<>();
  private String lastStep = "";
  private long stepStarted = System.nanoTime();
  private long doneAtFirst;

  ReleaseFollower(ApiClient api, Screen screen) {
    this.api = api;
    this.screen = screen;
  }

  /** What the caller waits for. */
  interface Until {
    boolean met(JsonNode release);
  }

  static boolean ended(JsonNode release) {
    return ENDS.contains(release.path("state").asString(""));
  }

  /** Whether a review of the release, or of its masking plan, is open. */
  static boolean waitsForReview(JsonNode release) {
    return release.path("verdict").asString("").equals("pending")
        || release.path("planVerdict").asString("").equals("pending");
  }

  /** The id of the review that is open. */
  static String openReview(JsonNode release) {
    return release.path("verdict").asString("").equals("pending")
        ? release.path("review").asString("")
        : release.path("planReview").asString("");
  }

  /** Follows a release, and what takes its place where a reviewer changes it. */
  JsonNode follow(String id, Until until) {
    String followed = id;
    while (true) {
      JsonNode release = api.get("/api/v1/releases/" + followed);
      show(release);
      if (release.has("supersededBy")) {
        followed = release.path("supersededBy").asString("");
        if (announced.add(followed)) {
          screen.line("A reviewer approved it with changes; release " + followed + " goes on.");
        }
        continue;
      }
      if (ended(release) || until.met(release)) {
        return release;
      }
      pause();
    }
  }

  private void show(JsonNode release) {
    JsonNode step = release.path("progress");
    if (step.isMissingNode()) {
      return;
    }
    String name = step.path("name").asString("");
    if (!name.equals(lastStep)) {
      lastStep = name;
      stepStarted = System.nanoTime();
      doneAtFirst = step.path("bytesDone").asLong(0);
      screen.line("  " + name + " …");
    }
    screen.status("  " + name + "  " + amount(step));
  }

  private String amount(JsonNode step) {
    long done = step.path("bytesDone").asLong(0);
    long total = step.path("bytesTotal").asLong(-1);
    long rows = step.path("rowsDone").asLong(-1);
    StringBuilder text = new StringBuilder();
    if (rows > 0) {
      text.append(Text.count(rows)).append(" rows, ");
    }
    text.append(Text.bytes(done));
    if (total > 0) {
      text.append(" of ").append(Text.bytes(total));
      text.append(" (").append(100 * done / total).append(" %)");
    }
    double seconds = (System.nanoTime() - stepStarted) / 1e9;
    double speed = (done - doneAtFirst) / seconds;
    // A step that is done says no speed: it may have waited for a person since.
    if (done != total && seconds >= 1 && speed > 0) {
      text.append(", ").append(Text.bytes(speed)).append("/s");
      if (total > done) {
        text.append(", ").append(Math.round((total - done) / speed)).append(" s left");
      }
    }
    return text.toString();
  }

  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.FAILED, "Interrupted.");
    }
  }
}
