package io.countersign.evidence.internal;

import io.countersign.evidence.Narrative.Topic;

/** Who asked for what, for whom and why, and what is known of the data. */
final class RequestTemplates {

  private RequestTemplates() {}

  static void tell(Telling t) {
    request(t);
    reason(t);
    t.say("It was sealed as ")
        .fact("action.digest")
        .say(" (action ")
        .fact("action.id")
        .say(", effect ")
        .fact("action.effect")
        .say("), to be done no later than ")
        .moment("action.executeBefore")
        .stop(Topic.REQUEST);
    changes(t);
    reach(t);
    if (t.has("action.input")) {
      data(t);
    }
  }

  private static void reason(Telling t) {
    if (t.isErased("action.reason")) {
      t.because("action.reason", "The reason given has been erased").stop(Topic.MISSING);
    } else {
      t.say("The reason given was ").quote("action.reason").stop(Topic.REQUEST);
    }
  }

  private static void request(Telling t) {
    t.who("action.requestedBy");
    if (t.has("action.onBehalfOf")) {
      t.say(", for ").who("action.onBehalfOf").say(",");
    } else if (t.has("action.requestedBy.owner")) {
      t.say(",");
    }
    t.because(
            "action.breakGlass",
            t.flag("action.breakGlass")
                ? " went ahead without a review, in an emergency, with this: "
                : " asked for this: ")
        .quote("action.title")
        .say(" in environment ")
        .fact("action.environment")
        .stop(Topic.REQUEST);
  }

  private static void changes(Telling t) {
    if (t.has("action.modifiedBy")) {
      t.each("action.modifiedBy", i -> t.who("action.modifiedBy." + i))
          .say(
              t.size("action.modifiedBy") == 1
                  ? " changed what was asked for, and so counts among its authors"
                  : " changed what was asked for, and so count among its authors")
          .stop(Topic.REQUEST);
    }
    if (t.has("action.supersedes")) {
      t.say("It takes the place of action ").fact("action.supersedes").stop(Topic.REQUEST);
    }
  }

  private static void reach(Telling t) {
    t.because(
        "action.reversible",
        t.flag("action.reversible") ? "It can be taken back" : "It cannot be taken back");
    if (t.has("action.window")) {
      t.say(" and lasts for ").span("action.window");
    }
    t.stop(Topic.REQUEST);
  }

  private static void data(Telling t) {
    t.say("It reads dataset ")
        .fact("action.input.dataset")
        .say(", ")
        .count("action.input.rows", "row", "rows")
        .say(" in ")
        .count("action.input.bytes", "byte", "bytes")
        .say(", content ")
        .fact("action.input.sha256")
        .stop(Topic.DATA);
    t.say("That content was made from ")
        .fact("action.input.sourceSha256")
        .say(" by masking plan ")
        .fact("action.input.maskingPlan")
        .stop(Topic.DATA);
    if (t.has("action.data.columns")) {
      t.say("Its columns are ").each("action.data.columns", i -> column(t, i)).stop(Topic.DATA);
    }
    if (t.has("action.data")) {
      masking(t);
    }
  }

  private static void column(Telling t, int i) {
    String path = "action.data.columns." + i + ".";
    t.fact(path + "name")
        .say(" (")
        .fact(path + "class")
        .say(": ")
        .fact(path + "treatment")
        .say(")");
  }

  private static void masking(Telling t) {
    t.because(
            "action.data.identifiersMasked",
            t.flag("action.data.identifiersMasked")
                ? "Every column of identifiers was transformed"
                : "Not every column of identifiers was transformed")
        .say(", ")
        .count("action.data.waivers", "column was left", "columns were left")
        .say(" in clear on request, and verification found the remaining risk to be ")
        .fact("action.data.residualRisk")
        .stop(Topic.DATA);
  }
}
