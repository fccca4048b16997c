package io.countersign.evidence.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.countersign.support.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/** A population for spreadsheets. No cell can be taken for a formula. */
final class PopulationCsv implements AutoCloseable {

  private static final String[] COLUMNS = {
    "id",
    "sealed at",
    "effect",
    "environment",
    "requested by",
    "break-glass",
    "ruling",
    "controls",
    "verdict",
    "execution",
    "ledger entries",
    "unpublished entries",
    "findings",
    "exception",
    "digest"
  };

  /** What formulas begin with, in full width as well. */
  private static final String FORMULAS = "=+-@\uff1d\uff0b\uff0d\uff20";

  private final CsvWriter csv;

  PopulationCsv(OutputStream out) {
    this.csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.CRLF)
            .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    csv.writeRecord(COLUMNS);
  }

  void add(Member member) {
    csv.writeRecord(
        member.id().toString(),
        member.sealedAt().toString(),
        safe(member.effect()),
        safe(member.environment()),
        safe(member.requestedBy()),
        member.breakGlass() ? "yes" : "no",
        safe(member.ruling().orElse("")),
        safe(String.join(" ", member.controls())),
        safe(member.verdict().orElse("")),
        safe(member.execution().orElse("")),
        Long.toString(member.recorded()),
        Long.toString(member.unpublished()),
        Long.toString(member.findings()),
        safe(member.exception().orElse("")),
        member.digest());
  }

  /**
   * Text that no spreadsheet computes: what begins like a formula gets an apostrophe before it, and
   * invisible characters are shown.
   */
  static String safe(String text) {
    String visible = PlainText.visible(text);
    String begins = visible.stripLeading();
    return !begins.isEmpty() && FORMULAS.indexOf(begins.charAt(0)) >= 0 ? "'" + visible : visible;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
