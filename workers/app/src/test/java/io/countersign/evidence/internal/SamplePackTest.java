package io.countersign.evidence.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.cli.Commands;
import io.countersign.evidence.ActionRecord;
import io.countersign.evidence.Narrative;
import io.countersign.support.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * The pack that lies in the repository, made by the demo: it verifies, and it is what the code
 * would write of the same facts today. {@code evidence/README.md} says how it was made.
 */
@ResourceLock(Resources.SYSTEM_OUT)
class SamplePackTest {

  private static final Path PACK = Path.of("evidence/sample-pack");
  private static final Path KEY = Path.of("evidence/sample-pack.key");

  private static String text(String name) throws IOException {
    return Files.readString(PACK.resolve(name));
  }

  private static Map<String, Object> json(String name) throws IOException {
    return CanonicalJson.read(text(name));
  }

  private static List<Path> files(Path pack) throws IOException {
    try (Stream<Path> files = Files.walk(pack)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Commands.Result verify(Path pack) {
    return Commands.run("verify", pack.toString(), "--key", KEY.toString());
  }

  @Test
  void pack_asItLiesHere_verifies() {
    Commands.Result sound = verify(PACK);
    assertThat(sound.code()).as(sound.err()).isZero();
    assertThat(sound.out()).contains("The pack is whole", "ledger entries proven");
  }

  @Test
  void pack_withAFlippedByteInAnyFile_doesNot(@TempDir Path temp) throws IOException {
    for (Path file : files(PACK)) {
      Path copy = temp.resolve(PACK.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    assertThat(verify(temp).code()).isZero();
    for (Path file : files(temp)) {
      byte[] content = Files.readAllBytes(file);
      for (int place : List.of(0, content.length / 2, content.length - 1)) {
        byte[] flipped = content.clone();
        flipped[place] ^= 1;
        Files.write(file, flipped);
        assertThat(verify(temp).code())
            .as("byte %d of %s", place, temp.relativize(file))
            .isEqualTo(4);
      }
      Files.write(file, content);
    }
  }

  @Test
  void forms_ofTheSameFacts_areWrittenAsTheyLieHere() throws IOException {
    Map<String, Object> summary = json("summary.json");
    assertThat(Facts.texts(summary, "inShort")).isEqualTo(InShort.of(summary));
    assertThat(text("VERIFY.md")).isEqualTo(PackPages.verify());
    same(text("report.html"), Report.of(summary));
    same(pdf(Files.readAllBytes(PACK.resolve("report.pdf"))), pdfOf(summary));
    same(text("oscal/assessment-plan.json"), CanonicalJson.of(OscalPlan.of(summary)));
    List<Map<String, Object>> files = Facts.maps(json("manifest.json"), "files");
    List<Map<String, Object>> before =
        files.subList(0, names(files).indexOf("oscal/assessment-plan.json") + 1);
    same(text("oscal/assessment-results.json"), CanonicalJson.of(OscalResults.of(summary, before)));
    Object population = files.get(names(files).indexOf("population.jsonl")).get("sha256");
    same(text("heimdall.json"), CanonicalJson.of(Hdf.of(summary, String.valueOf(population))));
  }

  /** A summary that is read back has its names in another order, and so have its tables. */
  private static void same(String lies, String written) {
    assertThat(pieces(written)).isEqualTo(pieces(lies));
  }

  private static List<String> pieces(String text) {
    return Stream.of(text.split("[<>{}\\[\\],\\n]")).map(String::strip).sorted().toList();
  }

  private static List<String> names(List<Map<String, Object>> files) {
    return files.stream().map(file -> String.valueOf(file.get("path"))).toList();
  }

  private static String pdfOf(Map<String, Object> summary) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackPdf.write(Report.of(summary), out);
    return pdf(out.toByteArray());
  }

  private static String pdf(byte[] content) throws IOException {
    try (PDDocument document = Loader.loadPDF(content)) {
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void narratives_ofTheRecordsHere_areToldAsTheyLieHere() throws IOException {
    List<String> drawn = Facts.texts(Facts.map(json("summary.json"), "sample"), "drawn");
    assertThat(drawn).hasSizeGreaterThan(1);
    for (String id : drawn) {
      ActionRecord record = new ActionRecord(json("sample/" + id + "/record.json"));
      Narrative told = TemplateNarrator.told(record);
      assertThat(text("sample/" + id + "/narrative.txt"))
          .isEqualTo(String.join("\n", told.lines()) + "\n");
      assertThat(text("sample/" + id + "/narrative.json"))
          .isEqualTo(CanonicalJson.of(told.content()) + "\n");
    }
  }

  @Test
  void pack_asItLiesHere_isReadInTenMinutesAndNamesNoPlaceOfItsMaker() throws IOException {
    assertThat(text("report.html").replaceAll("<style>(?s:.*?)</style>|<[^>]+>", " ").split("\\s+"))
        .as("words, of which people read 250 a minute")
        .hasSizeLessThan(2_500);
    long bytes = 0;
    for (Path file : files(PACK)) {
      bytes += Files.size(file);
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain("/work/", "/root/", "/home/", "/tmp/");
    }
    assertThat(bytes).isLessThan(1_000_000);
  }
}
