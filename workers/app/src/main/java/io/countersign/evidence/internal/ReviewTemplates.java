package io.countersign.evidence.internal;

import io.countersign.evidence.Narrative.Topic;
import io.countersign.support.PlainText;
import java.util.Locale;

/** Who decided, when, where and with which words, and what was refused. */
final class ReviewTemplates {

  private static final String DIRECTORY = "directory:";

  private ReviewTemplates() {}

  static void tell(Telling t) {
    for (int i = 0; i < t.size("reviews"); i++) {
      round(t, "reviews." + i + ".");
    }
    if (t.size("reviews") == 0
        && t.has("ruling")
        && t.text("ruling.verdict").equals("review")
        && !t.flag("action.breakGlass")) {
      t.because("reviews", "No review of it has been opened").stop(Topic.MISSING);
    }
  }

  private static void round(Telling t, String round) {
    t.say("The review of the ")
        .fact(round + "about")
        .say(" (")
        .fact(round + "id")
        .say(") opened on ")
        .moment(round + "openedAt")
        .say(", to expire on ")
        .moment(round + "deadline")
        .say("; what its reviewers were shown is sealed as ")
        .fact(round + "shownDigest")
        .stop(Topic.REVIEW);
    for (int i = 0; i < t.size(round + "seats"); i++) {
      seat(t, round, round + "seats." + i + ".");
    }
    for (int i = 0; i < t.size(round + "comments"); i++) {
      String comment = round + "comments." + i + ".";
      t.who(comment + "author")
          .say(t.has(comment + "author.owner") ? ", remarked on " : " remarked on ")
          .moment(comment + "at")
          .say(": ")
          .quote(comment + "words")
          .stop(Topic.REVIEW);
    }
    for (int i = 0; i < t.size(round + "refusals"); i++) {
      refusal(t, round + "refusals." + i + ".");
    }
    ending(t, round);
  }

  private static void seat(Telling t, String round, String seat) {
    if (t.has(seat + "escalatedTo")) {
      t.say("The seat of ")
          .fact(seat + "group")
          .say(" was late and was opened to ")
          .list(seat + "escalatedTo")
          .say(" as well")
          .stop(Topic.REVIEW);
    }
    String vote = seat + "vote.";
    if (!t.has(seat + "vote")) {
      t.say("Nobody has signed for ").fact(seat + "group");
      t.stop(t.has(round + "ending") ? Topic.REVIEW : Topic.MISSING);
      return;
    }
    t.who(vote + "person");
    if (t.has(vote + "inPlaceOf")) {
      t.say(", in the place of ").who(vote + "inPlaceOf").say(",");
    }
    t.because(
            vote + "choice", t.text(vote + "choice").equals("APPROVE") ? " approved" : " denied it")
        .say(" for ")
        .fact(seat + "group")
        .say(" on ")
        .moment(vote + "at")
        .say(" through ")
        .because(vote + "channel", channel(t.text(vote + "channel")));
    if (t.has(vote + "comment")) {
      t.say(", saying ").quote(vote + "comment");
    }
    t.stop(Topic.REVIEW);
  }

  private static void refusal(Telling t, String refusal) {
    t.say("On ")
        .moment(refusal + "at")
        .say(", ")
        .because(refusal + "identity", identity(t.text(refusal + "identity")))
        .because(refusal + "attempt", attempt(t.text(refusal + "attempt")))
        .say(" through ")
        .because(refusal + "channel", channel(t.text(refusal + "channel")))
        .say(" and was refused: ")
        .quote(refusal + "message")
        .stop(Topic.REVIEW);
  }

  private static void ending(Telling t, String round) {
    if (!t.has(round + "ending")) {
      t.because(round + "ending", "The review is still open").stop(Topic.MISSING);
      return;
    }
    t.say("The review ended on ")
        .moment(round + "ending.at")
        .say(": ")
        .fact(round + "ending.verdict");
    if (t.has(round + "ending.by")) {
      t.say(", by ").who(round + "ending.by");
    }
    if (t.has(round + "ending.supersededBy")) {
      t.say(", in favour of ").fact(round + "ending.supersededBy");
    }
    t.stop(Topic.REVIEW);
  }

  /** The directory is where people are; any other provider of the name is named with it. */
  private static String identity(String identity) {
    String plain =
        identity.startsWith(DIRECTORY) ? identity.substring(DIRECTORY.length()) : identity;
    return PlainText.visible(plain);
  }

  private static String attempt(String attempt) {
    return switch (attempt) {
      case "DECIDE" -> " tried to decide";
      case "WITHDRAW" -> " tried to withdraw it";
      case "CHANGE" -> " tried to change it";
      default -> " tried something (" + attempt.toLowerCase(Locale.ROOT) + ")";
    };
  }

  private static String channel(String channel) {
    return switch (channel) {
      case "API" -> "the API";
      case "CLI" -> "the command line";
      case "CONSOLE" -> "the console";
      default -> channel.charAt(0) + channel.substring(1).toLowerCase(Locale.ROOT);
    };
  }
}
