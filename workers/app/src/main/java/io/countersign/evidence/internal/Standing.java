package io.countersign.evidence.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the actions under one control stand. */
final class Standing {

  private long actions;
  private long withFindings;
  private long notInTheLedger;
  private long unknownOutcome;
  private long breakGlass;

  void add(Member member) {
    actions++;
    withFindings += member.findings() > 0 ? 1 : 0;
    notInTheLedger += member.recorded() == 0 ? 1 : 0;
    unknownOutcome += member.execution().filter("UNKNOWN"::equals).isPresent() ? 1 : 0;
    breakGlass += member.breakGlass() ? 1 : 0;
  }

  /** What the records amount to; never more than they can show. */
  enum Result {
    HELD("held"),
    DID_NOT_HOLD("did not hold"),
    NOT_EXERCISED("not exercised");

    private final String words;

    Result(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  Result result() {
    if (actions == 0) {
      return Result.NOT_EXERCISED;
    }
    return withFindings + notInTheLedger + unknownOutcome == 0 ? Result.HELD : Result.DID_NOT_HOLD;
  }

  /** The result, and why, in a sentence. */
  String sentence() {
    return switch (result()) {
      case NOT_EXERCISED -> "No action in the period came under it, so the records say nothing.";
      case HELD ->
          "%s in the ledger, nothing was found about %s, and every outcome is known%s."
              .formatted(
                  actions == 1
                      ? "The one action under it stands"
                      : "All " + Words.number(actions) + " actions under it stand",
                  actions == 1 ? "it" : "them",
                  emergencies());
      case DID_NOT_HOLD ->
          "Of %s under it, %s%s."
              .formatted(
                  Words.count(actions, "action", "actions"), Words.list(faults()), emergencies());
    };
  }

  private List<String> faults() {
    List<String> faults = new ArrayList<>();
    fault(faults, withFindings, "has a finding", "have findings");
    fault(faults, notInTheLedger, "has no entry in the ledger", "have no entry in the ledger");
    fault(faults, unknownOutcome, "has an unknown outcome", "have unknown outcomes");
    return faults;
  }

  private static void fault(List<String> faults, long number, String one, String many) {
    if (number > 0) {
      faults.add(Words.number(number) + " " + (number == 1 ? one : many));
    }
  }

  private String emergencies() {
    return breakGlass == 0
        ? ""
        : "; %s went ahead as an emergency, without a review beforehand"
            .formatted(Words.number(breakGlass));
  }

  Map<String, Object> content() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("actions", actions);
    content.put("withFindings", withFindings);
    content.put("notInTheLedger", notInTheLedger);
    content.put("unknownOutcome", unknownOutcome);
    content.put("breakGlass", breakGlass);
    content.put("result", result().words());
    content.put("because", sentence());
    return content;
  }
}
