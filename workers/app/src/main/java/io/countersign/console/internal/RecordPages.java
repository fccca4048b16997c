package io.countersign.console.internal;

import io.countersign.console.internal.OnRecord.Entry;
import io.countersign.console.internal.OnRecord.Sentence;
import io.countersign.evidence.Narrative;
import io.countersign.evidence.Narrator;
import io.countersign.record.Ledger;
import io.countersign.record.Ledger.Recorded;
import io.countersign.record.Ledger.Summary;
import io.countersign.spi.review.Visible;
import io.countersign.support.CanonicalJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What is on record about an action, for its page. */
@Component
class RecordPages {

  private final Narrator narrator;
  private final Ledger ledger;

  RecordPages(Narrator narrator, Ledger ledger) {
    this.narrator = narrator;
    this.ledger = ledger;
  }

  OnRecord of(UUID actionId) {
    Optional<Summary> summary = ledger.summary();
    long anchored = summary.map(Summary::anchored).orElse(0L);
    return new OnRecord(
        narrator.record(actionId).map(narrator::tell).map(RecordPages::sentences).orElse(List.of()),
        ledger.ofAction(actionId).stream().map(recorded -> entry(recorded, anchored)).toList(),
        summary.map(Summary::sentence).orElse("the ledger has no checkpoint yet"));
  }

  private static List<Sentence> sentences(Narrative narrative) {
    return narrative.sentences().stream()
        .map(
            sentence ->
                new Sentence(
                    sentence.topic().name().toLowerCase(Locale.ROOT),
                    Visible.line(sentence.text()),
                    sentence.topic() == Narrative.Topic.MISSING))
        .toList();
  }

  private static Entry entry(Recorded recorded, long anchored) {
    Sealed entry = Sealed.of(CanonicalJson.read(recorded.entry()));
    Moment at = Moment.read(entry.text("time"));
    return recorded
        .index()
        .map(
            index ->
                index < anchored
                    ? new Entry(
                        entry.text("kind"),
                        at,
                        index.toString(),
                        "anchored: confirmed outside Countersign",
                        "anchored")
                    : new Entry(
                        entry.text("kind"),
                        at,
                        index.toString(),
                        "published: in a signed checkpoint, not anchored yet",
                        "published"))
        .orElseGet(
            () -> new Entry(entry.text("kind"), at, "–", "on its way into the log", "pending"));
  }
}
