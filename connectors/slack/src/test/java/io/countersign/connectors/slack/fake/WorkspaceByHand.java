package io.countersign.connectors.slack.fake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The fake workspace to play with: says what to set, then does what it is told to, a line each.
 *
 * <pre>
 * show                   what stands in the channel, and in its threads
 * approve PERSON WORDS   clicks the newest card of the channel and submits the dialog
 * deny PERSON WORDS
 * say PERSON WORDS       /countersign WORDS
 * home PERSON            opens the app's Home tab
 * </pre>
 */
public final class WorkspaceByHand {

  private static final String PLACE = "C0REVIEWS";
  private static final List<String> PEOPLE = List.of("ada", "grace", "tom", "olga", "iris");

  private final FakeSlack slack = new FakeSlack();
  private final PrintStream out;

  private WorkspaceByHand(PrintStream out) {
    this.out = out;
    PEOPLE.forEach(person -> slack.join(user(person)));
  }

  /** Runs until its input ends. */
  public static void main(String[] arguments) throws IOException {
    WorkspaceByHand workspace = new WorkspaceByHand(System.out);
    workspace.settings();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      try {
        workspace.follow(line.strip().split("\\s+", 3));
      } catch (RuntimeException e) {
        workspace.out.println("That did not work: " + e);
      }
    }
    workspace.slack.close();
  }

  private static FakeUser user(String person) {
    return FakeUser.member("U0" + person.toUpperCase(Locale.ROOT));
  }

  private void settings() {
    StringBuilder links = new StringBuilder();
    for (String person : PEOPLE) {
      links
          .append(links.isEmpty() ? "" : " ")
          .append(person)
          .append('=')
          .append(FakeSlack.APP)
          .append("/-/")
          .append(FakeSlack.TEAM)
          .append('/')
          .append(user(person).id());
    }
    out.println("export SLACK_BOT_TOKEN=" + FakeSlack.BOT_TOKEN);
    out.println("export SLACK_APP_TOKEN=" + FakeSlack.APP_TOKEN);
    out.println("export SLACK_API_URL=" + slack.api());
    out.println("export SLACK_CHANNEL=" + PLACE);
    out.println("export COUNTERSIGN_DEMO_SLACK='" + links + "'");
  }

  private void follow(String[] words) {
    switch (words[0]) {
      case "" -> {}
      case "show" -> show();
      case "approve" -> decide(words, "countersign_approve");
      case "deny" -> decide(words, "countersign_deny");
      case "say" ->
          out.println(slack.command(user(words[1]), words.length > 2 ? words[2] : "").body());
      case "home" -> {
        slack.openHome(user(words[1]));
        out.println(slack.home(user(words[1])));
      }
      default -> out.println("show, approve, deny, say or home; not '" + words[0] + "'");
    }
  }

  private void show() {
    for (FakeMessage message : slack.messages(PLACE)) {
      out.println("---- " + message.ts() + ", edited " + message.edits() + " times");
      out.println(message.words());
      slack.thread(message).forEach(words -> out.println("  > " + words));
    }
    out.println("---- problems: " + slack.problems());
  }

  private void decide(String[] words, String button) {
    FakeUser user = user(words[1]);
    FakeMessage card = slack.messages(PLACE).getLast();
    out.println("click: " + slack.click(user, card, button));
    if (slack.dialog(user).isPresent()) {
      out.println("submit: " + slack.submit(user, words.length > 2 ? words[2] : ""));
    }
    out.println("told: " + slack.whispers(user));
  }
}
