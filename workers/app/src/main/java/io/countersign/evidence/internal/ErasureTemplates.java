package io.countersign.evidence.internal;

import io.countersign.evidence.Narrative.Topic;

/** What was erased of the action since, by whom and by which rule. */
final class ErasureTemplates {

  private ErasureTemplates() {}

  static void tell(Telling t) {
    if (!t.has("erasure")) {
      return;
    }
    t.say("On ")
        .moment("erasure.at")
        .say(", ")
        .who("erasure.by")
        .say(" erased what people had written about this action (")
        .count("erasure.texts", "text", "texts")
        .say(")");
    if (t.has("erasure.parameters")) {
      t.say(" and what was given as ").list("erasure.parameters").say(",");
    }
    t.say(" under the rule ")
        .fact("erasure.rule")
        .say(", for this reason: ")
        .quote("erasure.reason")
        .stop(Topic.MISSING);
    t.because(
            "erasure",
            "Those words cannot be brought back; who decided, when, on what and with which result"
                + " still stands here, and so does the proof of it")
        .stop(Topic.MISSING);
  }
}
