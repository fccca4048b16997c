package io.countersign.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** The demo's reviews: decided by script, or by the person at the terminal or elsewhere. */
final class DemoReviewers {

  private static final String PATH = "/api/v1/reviews/";

  private final Screen screen;
  private final ApiClient requester;
  private final Map<String, ApiClient> reviewers;
  private final ApiClient reviewer;

  /**
   * @param reviewers those who may decide, by name, in the order in which the script asks them
   */
  DemoReviewers(Screen screen, ApiClient requester, SequencedMap<String, ApiClient> reviewers) {
    this.screen = screen;
    this.requester = requester;
    this.reviewers = reviewers;
    this.reviewer = reviewers.firstEntry().getValue();
  }

  /** First the requester tries and is refused, then someone else approves. */
  void decideByScript(String id) {
    JsonNode review = reviewer.get(PATH + id);
    ReviewCard.lines(review).forEach(screen::line);
    try {
      ReviewCommand.decide(requester, id, "approve", "It is mine, so I know", review, null);
      throw new IllegalStateException("The requester's own approval was accepted.");
    } catch (CommandException refused) {
      screen.line(DemoHome.REQUESTER + " tries to approve it: " + refused.getMessage());
    }
    for (Map.Entry<String, ApiClient> reviewer : reviewers.entrySet()) {
      if (pending(id)) {
        approve(reviewer.getKey(), reviewer.getValue(), id, review);
      }
    }
    if (pending(id)) {
      throw new CommandException(
          ExitCode.REFUSED, "The demo's people are too few for what policy asks. See the seats.");
    }
  }

  private void approve(String person, ApiClient api, String id, JsonNode review) {
    try {
      JsonNode result =
          ReviewCommand.decide(api, id, "approve", "Masked, counted, expected", review, null);
      screen.line(person + " approves. The review is " + result.path("verdict").asString("") + ".");
    } catch (CommandException refused) {
      screen.line(person + " cannot approve it: " + refused.getMessage());
    }
  }

  /** Shows the review, says how to decide, and waits until it has ended. */
  void waitForPerson(String id) {
    JsonNode review = reviewer.get(PATH + id);
    ReviewCard.lines(review).forEach(screen::line);
    screen.line("");
    screen.line("Now it waits for a person. In your browser, signed in as grace (password grace):");
    screen.line("  " + ReviewCard.page(reviewer, review));
    screen.line("Or in another terminal:");
    screen.line("  ./countersign review show " + id);
    screen.line(
        "  ./countersign review approve "
            + id
            + " --as ada     (refused: she or her agent asked for it)");
    screen.line("  ./countersign review approve " + id + " --as grace");
    if (reviewer.get(PATH + id).path("seats").size() > 1) {
      screen.line(
          "  ./countersign review approve " + id + " --as tom     (it takes more than one)");
    }
    screen.line("  ./countersign review deny " + id + " --as grace --reason \"Too broad\"");
    for (DemoChat chat : DemoChat.values()) {
      if (chat.isLinked()) {
        screen.line("Or on its card in " + chat.title() + ", under a linked name.");
      }
    }
    if (screen.isTerminal()) {
      screen.line("Or here, as grace: a = approve, d REASON = deny, s = show again, then Enter.");
    }
    BufferedReader keys =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    while (pending(id)) {
      if (screen.isTerminal()) {
        line(keys).ifPresent(text -> act(id, text));
      }
      ReleaseFollower.pause();
    }
  }

  private boolean pending(String id) {
    return reviewer.get(PATH + id).path("verdict").asString("").equals("pending");
  }

  private static Optional<String> line(BufferedReader keys) {
    try {
      return keys.ready() ? Optional.ofNullable(keys.readLine()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void act(String id, String text) {
    String key = text.strip().toLowerCase(Locale.ROOT);
    JsonNode review = reviewer.get(PATH + id);
    try {
      if (key.equals("a")) {
        ReviewCommand.decide(reviewer, id, "approve", null, review, null);
      } else if (key.startsWith("d")) {
        ReviewCommand.decide(reviewer, id, "deny", text.strip().substring(1).strip(), review, null);
      } else if (key.equals("s")) {
        ReviewCard.lines(review).forEach(screen::line);
      } else {
        screen.line("a, d REASON or s?");
      }
    } catch (CommandException e) {
      screen.line(String.valueOf(e.getMessage()));
    }
  }
}
