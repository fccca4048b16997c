package io.countersign.evidence.internal;

import io.countersign.evidence.Narrative.Topic;
import java.util.Locale;

/** What came of it. */
final class OutcomeTemplates {

  private OutcomeTemplates() {}

  static void tell(Telling t) {
    if (!t.has("outcome")) {
      t.because("outcome", "Nothing was done").stop(Topic.OUTCOME);
      return;
    }
    String state = t.text("outcome.state");
    t.because("outcome.state", sentence(state));
    if (t.has("outcome.code")) {
      t.say(" (").fact("outcome.code").say(")");
    }
    if (t.has("outcome.message")) {
      t.say(": ").quote("outcome.message");
    }
    t.stop(state.equals("done") || state.equals("failed") ? Topic.OUTCOME : Topic.MISSING);
    if (t.has("outcome.receipt")) {
      t.say("The receipt of what was done says: ").facts("outcome.receipt").stop(Topic.OUTCOME);
    }
    if (t.has("outcome.endsAt")) {
      t.say("It was to be over by ").moment("outcome.endsAt").stop(Topic.OUTCOME);
    }
  }

  private static String sentence(String state) {
    return switch (state) {
      case "done" -> "Exactly what was sealed was done once";
      case "failed" -> "It was not done, and will not be";
      case "unknown" -> "Nobody can tell whether it was done";
      default -> "It is " + state.toLowerCase(Locale.ROOT) + " to be done";
    };
  }
}
