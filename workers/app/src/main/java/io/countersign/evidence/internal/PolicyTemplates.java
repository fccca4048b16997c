package io.countersign.evidence.internal;

import io.countersign.evidence.Narrative.Topic;

/** What policy said, by which rules of which version. */
final class PolicyTemplates {

  private PolicyTemplates() {}

  static void tell(Telling t) {
    if (!t.has("ruling")) {
      t.because("ruling", "Policy has not ruled on it").stop(Topic.MISSING);
      return;
    }
    t.say("Policy ")
        .fact("ruling.decision")
        .say(", version ")
        .fact("ruling.version")
        .because(
            "ruling.digest", t.has("ruling.digest") ? " (" + t.text("ruling.digest") + ")" : "")
        .because("ruling.verdict", verdict(t.text("ruling.verdict")));
    if (t.has("ruling.requirements")) {
      t.each("ruling.requirements", i -> requirement(t, i));
    }
    t.stop(Topic.POLICY);
    if (t.has("ruling.rules")) {
      t.say(
              t.size("ruling.rules") == 1
                  ? "The rule that applied is "
                  : "The rules that applied are ")
          .list("ruling.rules");
      if (t.has("ruling.controls")) {
        t.say(", for these controls: ").list("ruling.controls");
      }
      t.stop(Topic.POLICY);
    }
    for (int i = 0; i < t.size("ruling.why"); i++) {
      t.say("The policy gives this reason: ").quote("ruling.why." + i).stop(Topic.POLICY);
    }
  }

  private static String verdict(String verdict) {
    return switch (verdict) {
      case "permitted" -> " permitted it without a review";
      case "refused" -> " refused it";
      case "review" -> " asked for signatures: ";
      default -> " said \"" + verdict + "\": ";
    };
  }

  private static void requirement(Telling t, int i) {
    String path = "ruling.requirements." + i + ".";
    t.count(path + "people", "person", "people").say(" of ").fact(path + "group");
  }
}
