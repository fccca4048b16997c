package io.countersign.evidence.internal;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.evidence.ActionRecord;
import io.countersign.evidence.EvidenceDesk;
import io.countersign.evidence.Narrative;
import io.countersign.evidence.PackOrder;
import io.countersign.lineage.LineageExport;
import io.countersign.record.Ledger;
import io.countersign.record.Ledger.Recorded;
import io.countersign.support.CanonicalJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Writes packs: the population, a sample of it with proofs, and what they amount to. */
@Component
class PackWriter implements EvidenceDesk {

  private static final String TYPE = "countersign/evidence-pack/v1";

  /** How many actions the report itself tells; the others are told in files of their own. */
  private static final int TOLD = 50;

  private final Population population;
  private final Gathering gathering;
  private final Actions actions;
  private final Ledger ledger;
  private final ItemLineage lineage;
  private final LineageExport lineageExport;
  private final Summaries summaries;
  private final PacksOnRecord onRecord;
  private final Clock clock;

  PackWriter(
      Population population,
      Gathering gathering,
      Actions actions,
      Ledger ledger,
      ItemLineage lineage,
      LineageExport lineageExport,
      Summaries summaries,
      PacksOnRecord onRecord,
      Clock clock) {
    this.population = population;
    this.gathering = gathering;
    this.actions = actions;
    this.ledger = ledger;
    this.lineage = lineage;
    this.lineageExport = lineageExport;
    this.summaries = summaries;
    this.onRecord = onRecord;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public String write(PackOrder order, OutputStream out) throws IOException {
    PackZip pack = new PackZip(out);
    Tally tally = new Tally();
    Sample sample = new Sample(order.seed(), order.sample());
    pack.file("population.jsonl", file -> population(order, tally, sample, file));
    pack.file("population.csv", file -> spreadsheet(order, file));
    List<Map<String, Object>> told = new ArrayList<>();
    for (UUID id : sample.drawn()) {
      Told one = item(pack, id);
      if (told.size() < TOLD) {
        told.add(one.content());
      }
    }
    // The sample again, as tools for lineage and for process mining read it.
    pack.file("lineage/openlineage.jsonl", file -> lineage("openlineage", sample, file));
    pack.file("lineage/ocel.json", file -> lineage("ocel", sample, file));
    if (ledger.checkpoint().isPresent()) {
      pack.bytes("ledger/checkpoint", ledger.checkpoint().get());
      pack.text("ledger/key.txt", ledger.verifierKey().orElse("") + "\n");
    }
    Map<String, Object> summary = summaries.of(order, tally, sample.drawn(), told, clock.instant());
    forms(pack, summary);
    pack.text("VERIFY.md", PackPages.verify());
    Instant madeAt = Instant.parse(Facts.text(summary, "madeAt"));
    return pack.end(manifest(order, summary), digest -> onRecord.made(order, digest, madeAt));
  }

  /** The same facts in each form that somebody reads. */
  private static void forms(PackZip pack, Map<String, Object> summary) throws IOException {
    pack.json("summary.json", summary);
    String population =
        pack.files().stream()
            .filter(file -> "population.jsonl".equals(file.get("path")))
            .map(file -> String.valueOf(file.get("sha256")))
            .findFirst()
            .orElseThrow();
    pack.json("oscal/assessment-plan.json", OscalPlan.of(summary));
    pack.json("oscal/assessment-results.json", OscalResults.of(summary, pack.files()));
    pack.json("heimdall.json", Hdf.of(summary, population));
    String report = Report.of(summary);
    pack.text("report.html", report);
    pack.file("report.pdf", file -> PackPdf.write(report, file));
  }

  private static Map<String, Object> manifest(PackOrder order, Map<String, Object> summary) {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("type", TYPE);
    manifest.put("framework", order.framework().wireName());
    manifest.put("from", order.from().toString());
    manifest.put("to", order.to().toString());
    manifest.put("seed", order.seed());
    manifest.put("orderedBy", order.orderedBy());
    manifest.put("madeAt", Facts.text(summary, "madeAt"));
    return manifest;
  }

  private void lineage(String format, Sample sample, OutputStream file) throws IOException {
    lineageExport.writeOf(format, sample.drawn(), file);
  }

  private void spreadsheet(PackOrder order, OutputStream file) throws IOException {
    try (PopulationCsv csv = new PopulationCsv(file)) {
      population.each(order.from(), order.to(), csv::add);
    }
  }

  private void population(PackOrder order, Tally tally, Sample sample, OutputStream file) {
    population.each(
        order.from(),
        order.to(),
        member -> {
          tally.add(member);
          sample.offer(member.id());
          try {
            file.write(
                (CanonicalJson.of(member.content()) + "\n").getBytes(StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** One action whole: its record, its words, the entries about it and their proofs. */
  private Told item(PackZip pack, UUID id) throws IOException {
    String folder = "sample/" + id + "/";
    SealedAction action = actions.recall(id);
    if (action.intact()) {
      pack.text(folder + "action.json", action.canonical());
    }
    ActionRecord record = gathering.record(id).orElseThrow();
    pack.json(folder + "record.json", record.content());
    Narrative narrative = TemplateNarrator.told(record);
    pack.json(folder + "narrative.json", narrative.content());
    pack.text(folder + "narrative.txt", String.join("\n", narrative.lines()) + "\n");
    Optional<Map<String, Object>> around = lineage.of(id);
    if (around.isPresent()) {
      pack.json(folder + "lineage.json", around.get());
    }
    List<Recorded> entries = ledger.ofAction(id);
    for (Recorded entry : entries) {
      Optional<Long> index = entry.index();
      if (index.isPresent()) {
        proof(pack, folder, index.get());
      }
    }
    return new Told(id, record, narrative);
  }

  private void proof(PackZip pack, String folder, long index) throws IOException {
    Optional<byte[]> entry = ledger.entry(index);
    Optional<byte[]> proof = ledger.proof(index);
    if (entry.isPresent() && proof.isPresent()) {
      pack.bytes(folder + "entries/" + index + ".json", entry.get());
      pack.bytes(folder + "entries/" + index + ".tlog-proof", proof.get());
    }
  }
}
