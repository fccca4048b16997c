package io.countersign.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.Occurrence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExportTest {

  @TempDir private Path folder;
  private Export export;

  @BeforeEach
  void export() throws IOException {
    export = Export.to(folder, "out.csv");
  }

  @Test
  void execute_freeTarget_leavesTheDataAndItsManifestAndNothingElse() throws Exception {
    EffectReceipt receipt = export.execute();

    assertThat(export.files()).containsExactly("out.csv", "out.csv.manifest.json");
    assertThat(export.target()).hasContent(Export.DATA);
    assertThat(receipt.facts())
        .containsEntry("path", export.target().toString())
        .containsEntry("manifest", export.manifest().toString())
        .containsEntry("sha256", Export.sha256(Export.DATA))
        .containsEntry("bytes", (long) Export.DATA.length());
    assertThat(export.verify()).isEqualTo(new Occurrence.Happened(receipt));
  }

  @Test
  void execute_manifest_namesActionExecutionDigestsAndCounts() throws Exception {
    export.execute();
    assertThat(Files.readString(export.manifest()))
        .contains(
            "\"format\": \"countersign/export-manifest/v1\"",
            "\"actionDigest\": \"sha256:" + Export.sha256("action") + "\"",
            "\"executionId\": \"" + export.executionId() + "\"",
            "\"dataset\": \"customers\"",
            "\"file\": \"out.csv\"",
            "\"sha256\": \"" + Export.sha256(Export.DATA) + "\"",
            "\"bytes\": " + Export.DATA.length(),
            "\"rows\": 1",
            "\"exportedAt\": \"2026-11-23T09:30:00Z\"",
            "\"reason\": \"Say \\\"hi\\\"\\u000a",
            "{\"class\": \"EMAIL\", \"name\": \"email\"}");
  }

  @Test
  void execute_twice_writesNothingTheSecondTime() throws Exception {
    EffectReceipt first = export.execute();
    var written = Files.getLastModifiedTime(export.manifest());
    Object file = Files.getAttribute(export.target(), "unix:ino");

    assertThat(export.execute(failing())).isEqualTo(first);
    assertThat(Files.getAttribute(export.target(), "unix:ino")).isEqualTo(file);
    assertThat(Files.getLastModifiedTime(export.manifest())).isEqualTo(written);
  }

  @Test
  void execute_secondExecutionForTheSamePath_isRefusedAndLeavesTheFirst() throws Exception {
    export.execute();
    Export other = export.again();
    refused(other, "DestinationExists", Remedy.NONE);

    assertThat(other.verify()).isInstanceOf(Occurrence.NotHappened.class);
    assertThat(export.verify()).isInstanceOf(Occurrence.Happened.class);
    assertThat(export.files()).containsExactly("out.csv", "out.csv.manifest.json");
  }

  @Test
  void execute_foreignFileAtTheTarget_isNeverReplaced() throws Exception {
    Files.writeString(export.target(), "precious");
    refused(export, "DestinationExists", Remedy.NONE);
    assertThat(export.target()).hasContent("precious");
    assertThat(export.files()).containsExactly("out.csv");
  }

  @Test
  void execute_foreignFileWithTheSameContent_isNotTakenForOurs() throws Exception {
    Files.writeString(export.target(), Export.DATA);
    refused(export, "DestinationExists", Remedy.NONE);
    assertThat(export.verify()).isInstanceOf(Occurrence.NotHappened.class);
  }

  @Test
  void execute_targetAppearsBetweenCheckAndLink_isNeverReplaced() throws Exception {
    EffectException refusal =
        refused(export, during(() -> Files.writeString(export.target(), "precious")));
    assertThat(refusal.code()).isEqualTo("DestinationExists");
    assertThat(export.target()).hasContent("precious");
    assertThat(export.files()).containsExactly("out.csv");
  }

  @Test
  void execute_symbolicLinkAtTheTarget_isNeverFollowed() throws Exception {
    Path elsewhere = folder.resolve("elsewhere.csv");
    Files.createSymbolicLink(export.target(), elsewhere);
    refused(export, "DestinationExists", Remedy.NONE);
    assertThat(elsewhere).doesNotExist();

    Files.writeString(elsewhere, "precious");
    refused(export, "DestinationExists", Remedy.NONE);
    assertThat(elsewhere).hasContent("precious");
    assertThat(export.files()).containsExactly("out.csv");
  }

  @Test
  void verify_symbolicLinkToTheApprovedContent_cannotTell() throws Exception {
    export.execute();
    Path moved = Files.move(export.target(), folder.resolve("moved.csv"));
    Files.createSymbolicLink(export.target(), moved);
    assertThat(export.verify()).isInstanceOf(Occurrence.CannotTell.class);
  }

  @Test
  void execute_manifestOfAnotherExportAtItsName_isRefusedBeforeAnyData() throws Exception {
    Files.writeString(export.manifest(), "{\"executionId\": \"another\"}");
    refused(export, "DestinationExists", Remedy.NONE);
    assertThat(export.manifest()).hasContent("{\"executionId\": \"another\"}");
    assertThat(export.files()).containsExactly("out.csv.manifest.json");
  }

  @Test
  void execute_symbolicLinkAtTheManifestsName_isRefusedBeforeAnyData() throws Exception {
    Files.createSymbolicLink(export.manifest(), folder.resolve("elsewhere.json"));
    refused(export, "DestinationExists", Remedy.NONE);
    assertThat(export.files()).containsExactly("out.csv.manifest.json");
  }

  @Test
  void execute_preparedDatasetChanged_isRefusedAndLeavesNothing() throws Exception {
    Files.writeString(export.prepared(), Export.DATA.replace('1', '2'));
    refused(export, "DatasetChanged", Remedy.NONE);
    assertThat(export.files()).isEmpty();
  }

  @Test
  void execute_preparedDatasetTruncated_isRefusedAndLeavesNothing() throws Exception {
    Files.writeString(export.prepared(), "");
    refused(export, "DatasetChanged", Remedy.NONE);
    assertThat(export.files()).isEmpty();
  }

  @Test
  void execute_preparedDatasetMissing_leavesNothingAndCanBeTriedAgain() throws Exception {
    Files.delete(export.prepared());
    EffectException refusal = refused(export, "DestinationNotWritable", Remedy.RETRY);
    assertThat(refusal).hasMessageContaining("prepared.csv");
    assertThat(export.files()).isEmpty();

    Files.writeString(export.prepared(), Export.DATA);
    export.execute();
    assertThat(export.target()).hasContent(Export.DATA);
  }

  @Test
  void execute_missingFolder_needsAnOperatorAndWorksOnceItIsThere() throws Exception {
    Files.delete(export.folder());
    refused(export, "DestinationNotWritable", Remedy.OPERATOR);
    Files.createDirectory(export.folder());
    export.execute();
    assertThat(export.verify()).isInstanceOf(Occurrence.Happened.class);
  }

  @Test
  void execute_folderGoneWhileCopying_failsAndCanBeTriedAgainOnceItIsBack() throws Exception {
    Path away = folder.resolve("away");
    EffectException refusal = refused(export, during(() -> Files.move(export.folder(), away)));
    assertThat(refusal.remedy()).isEqualTo(Remedy.RETRY);
    assertThat(export.verify()).isInstanceOf(Occurrence.NotHappened.class);

    Files.move(away, export.folder());
    export.execute();
    assertThat(export.files()).containsExactly("out.csv", "out.csv.manifest.json");
  }

  @Test
  void verify_contentChangedAfterExport_cannotTell() throws Exception {
    export.execute();
    Files.writeString(export.target(), "tampered");
    assertThat(export.verify())
        .isInstanceOfSatisfying(
            Occurrence.CannotTell.class, unclear -> assertThat(unclear.why()).contains("out.csv"));
  }

  @Test
  void problems_goodTarget_areNone() {
    assertThat(export.problems()).isEmpty();
  }

  @Test
  void problems_existingTargetOrMissingFolder_areNamed() throws IOException {
    Files.writeString(export.target(), "precious");
    assertThat(export.problems()).singleElement().asString().contains("already exists");
    Files.delete(export.target());
    Files.delete(export.folder());
    assertThat(export.problems()).singleElement().asString().contains("does not exist");
  }

  @Test
  void problems_existingManifest_isNamed() throws IOException {
    Files.writeString(export.manifest(), "{}");
    assertThat(export.problems()).singleElement().asString().contains("out.csv.manifest.json");
  }

  @Test
  void problems_nameTooLongForItsTemporaryNames_isNamedBeforeAnyoneApproves() throws IOException {
    assertThat(Export.to(folder, "n".repeat(200)).problems()).isEmpty();
    assertThat(Export.to(folder, "n".repeat(250)).problems())
        .singleElement()
        .asString()
        .contains("250", "shorter");
    assertThat(Export.to(folder, "\u00e9".repeat(120)).problems())
        .singleElement()
        .asString()
        .contains("240");
  }

  @Test
  void execute_longestNameThatIsNoProblem_works() throws Exception {
    Export longest = Export.to(folder, "n".repeat(200));
    longest.execute();
    assertThat(longest.verify()).isInstanceOf(Occurrence.Happened.class);
  }

  private static EffectException refused(Export export, String code, Remedy remedy) {
    EffectException refusal = refused(export, (done, total) -> {});
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.remedy()).isEqualTo(remedy);
    return refusal;
  }

  private static EffectException refused(Export export, EffectProgress progress) {
    EffectException refusal =
        catchThrowableOfType(EffectException.class, () -> export.execute(progress));
    assertThat(refusal).as("it was not refused").isNotNull();
    return refusal;
  }

  /** Something that happens to the file system, once, while the data is being copied. */
  private static EffectProgress during(IoAction action) {
    return (done, total) -> {
      try {
        action.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private static EffectProgress failing() {
    return (done, total) -> {
      throw new AssertionError("The data was copied again.");
    };
  }

  @FunctionalInterface
  private interface IoAction {
    void run() throws IOException;
  }
}
