package io.countersign.evidence.internal;

import io.countersign.evidence.Narrative.Topic;

/** Where all this stands in the ledger, how far that is confirmed, and what does not agree. */
final class ProofTemplates {

  private ProofTemplates() {}

  static void tell(Telling t) {
    if (t.has("ledger.entries")) {
      t.say("In the ledger ")
          .fact("ledger.origin")
          .say(", which has ")
          .count("ledger.size", "entry", "entries")
          .say(", it stands on record that ")
          .each("ledger.entries", i -> entry(t, i))
          .stop(Topic.PROOF);
      anchored(t);
    } else {
      t.because("ledger.entries", "Nothing of this is published in the ledger").stop(Topic.MISSING);
    }
    if (t.number("ledger.pending") > 0) {
      t.count("ledger.pending", "entry is", "entries are")
          .say(" on the way to the ledger")
          .stop(Topic.MISSING);
    }
    findings(t);
  }

  private static void entry(Telling t, int i) {
    String path = "ledger.entries." + i + ".";
    t.because(path + "kind", Kinds.inWords(t.text(path + "kind")))
        .say(" (entry ")
        .fact(path + "index")
        .say(")");
  }

  private static void anchored(Telling t) {
    long anchored = t.number("ledger.anchored");
    int after = 0;
    for (int i = 0; i < t.size("ledger.entries"); i++) {
      if (t.number("ledger.entries." + i + ".index") >= anchored) {
        after++;
      }
    }
    if (anchored == 0) {
      t.because("ledger.anchored", "Nobody else has confirmed any of that ledger yet")
          .stop(Topic.MISSING);
      return;
    }
    t.say("Others have confirmed ")
        .because("ledger.anchored", "the first " + anchored + " entries")
        .say(" of that ledger");
    if (after == 0) {
      t.say(", and so all of these").stop(Topic.PROOF);
    } else {
      t.say(", but not yet " + after + " of these").stop(Topic.MISSING);
    }
  }

  private static void findings(Telling t) {
    for (int i = 0; i < t.size("findings"); i++) {
      String finding = "findings." + i + ".";
      t.say("Finding ")
          .fact(finding + "code")
          .say(" of ")
          .moment(finding + "firstSeen")
          .say(": ")
          .quote(finding + "sentence")
          .say(" It is ")
          .because(finding + "state", t.text(finding + "state").toLowerCase(java.util.Locale.ROOT));
      if (t.has(finding + "closedBy")) {
        t.say(", closed by ").fact(finding + "closedBy");
      }
      if (t.has(finding + "resolution")) {
        t.say(", who found ").quote(finding + "resolution");
      }
      t.stop(t.text(finding + "state").equals("OPEN") ? Topic.MISSING : Topic.PROOF);
    }
  }
}
