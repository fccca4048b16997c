package io.countersign.evidence.internal;

import io.countersign.support.PlainText;
import java.util.Map;

/** What the kinds of entries about one action say, as the end of "it stands on record that". */
final class Kinds {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("action.sealed", "the request was sealed"),
          Map.entry("action.ruled", "policy ruled on it"),
          Map.entry("action.ended", "it came to its end"),
          Map.entry("action.withdrawn", "it was withdrawn"),
          Map.entry("action.returned", "it was given back early"),
          Map.entry("review.opened", "a review was opened"),
          Map.entry("review.reminded", "the reviewers were reminded"),
          Map.entry("review.escalated", "a late seat was opened to others"),
          Map.entry("review.commented", "a remark was made"),
          Map.entry("review.settled", "the review ended"),
          Map.entry("decision.approved", "somebody approved"),
          Map.entry("decision.denied", "somebody denied it"),
          Map.entry("decision.refused", "somebody was refused"),
          Map.entry("grant.issued", "permission to do it once was given"),
          Map.entry("grant.annulled", "that permission was taken away"),
          Map.entry("grant.redeemed", "that permission was used up"),
          Map.entry("execution.started", "doing it began"),
          Map.entry("execution.ended", "doing it ended"),
          Map.entry("effect.reverted", "it was undone"),
          Map.entry("break-glass.used", "somebody went ahead in an emergency"),
          Map.entry("break-glass.closed", "the emergency was looked into"),
          Map.entry("payload.erased", "what people had written was erased"),
          Map.entry("hold.placed", "a legal hold was placed on it"),
          Map.entry("hold.released", "a legal hold on it ended"),
          Map.entry("finding.opened", "something was found not to agree"),
          Map.entry("finding.reopened", "something was found not to agree again"),
          Map.entry("finding.cleared", "what did not agree agrees again"),
          Map.entry("finding.resolved", "somebody explained what did not agree"));

  private Kinds() {}

  /** A kind that has no words yet names itself. */
  static String inWords(String kind) {
    return WORDS.getOrDefault(kind, "“" + PlainText.visible(kind) + "” happened");
  }
}
