package io.countersign.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.countersign.spi.Occurrence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a machine that died in the middle of an export left behind, step by step. Whatever that is:
 * asking again and going on ends with exactly one export and no litter.
 */
class FileExportCrashTest {

  @TempDir private Path folder;
  private Export export;

  @BeforeEach
  void export() throws IOException {
    export = Export.to(folder, "out.csv");
  }

  @Test
  void settle_diedBeforeAnything_exportsOnce() throws Exception {
    settlesToOneExport();
  }

  @Test
  void settle_diedWhileCopying_startsOver() throws Exception {
    Files.writeString(export.temporary(), Export.DATA.substring(0, 5));
    settlesToOneExport();
  }

  @Test
  void settle_diedWithALongerTemporaryFile_leavesNoTail() throws Exception {
    Files.writeString(export.temporary(), Export.DATA + "and a tail of an earlier attempt");
    settlesToOneExport();
  }

  @Test
  void settle_diedWhileWritingTheManifest_startsOver() throws Exception {
    Files.writeString(export.temporary(), Export.DATA);
    Files.writeString(export.pendingManifest(), "{\n  \"exec");
    settlesToOneExport();
  }

  @Test
  void settle_diedBeforeTheDataGotItsName_startsOver() throws Exception {
    Files.writeString(export.temporary(), Export.DATA);
    Files.writeString(export.pendingManifest(), export.manifestText());
    settlesToOneExport();
  }

  @Test
  void settle_diedWhenTheDataHadBothNames_publishesTheManifest() throws Exception {
    Files.writeString(export.temporary(), Export.DATA);
    Files.writeString(export.pendingManifest(), export.manifestText());
    Files.createLink(export.target(), export.temporary());
    settlesToOneExport();
  }

  @Test
  void settle_diedBeforeTheManifestGotItsName_publishesIt() throws Exception {
    Files.writeString(export.pendingManifest(), export.manifestText());
    Files.writeString(export.target(), Export.DATA);
    Object file = Files.getAttribute(export.target(), "unix:ino");
    settlesToOneExport();
    assertThat(Files.getAttribute(export.target(), "unix:ino")).isEqualTo(file);
  }

  @Test
  void settle_diedWhenTheManifestHadBothNames_hasHappened() throws Exception {
    Files.writeString(export.pendingManifest(), export.manifestText());
    Files.createLink(export.manifest(), export.pendingManifest());
    Files.writeString(export.target(), Export.DATA);
    assertThat(export.verify()).isInstanceOf(Occurrence.Happened.class);
    settlesToOneExport();
  }

  @Test
  void settle_anotherExecutionDiedHere_isNotMistakenForThisOne() throws Exception {
    Export other = export.again();
    Files.writeString(other.pendingManifest(), other.manifestText());
    Files.writeString(other.target(), Export.DATA);
    assertThat(export.verify()).isInstanceOf(Occurrence.NotHappened.class);
    assertThat(other.execute().facts()).containsEntry("path", other.target().toString());
  }

  @Test
  void settle_manifestCouldNotBePublished_keepsWhatTheNextAttemptNeeds() throws Exception {
    Files.writeString(export.pendingManifest(), export.manifestText());
    Files.writeString(export.target(), Export.DATA);
    Files.createDirectory(export.temporary());
    Files.writeString(export.temporary().resolve("in-the-way"), "x");
    assertThat(catchThrowable(export::execute)).isNotNull();

    Files.delete(export.temporary().resolve("in-the-way"));
    settlesToOneExport();
  }

  @Test
  void settle_strangerTookTheNameMeanwhile_cannotTellOrIsRefused() throws Exception {
    Files.writeString(export.temporary(), Export.DATA);
    Files.writeString(export.pendingManifest(), export.manifestText());
    Files.writeString(export.target(), "precious");
    assertThat(export.verify()).isInstanceOf(Occurrence.CannotTell.class);
    assertThat(catchThrowable(export::execute)).hasMessageContaining("is not ours");
    assertThat(export.target()).hasContent("precious");
    assertThat(export.files()).containsExactly("out.csv");
  }

  @Test
  void verify_exportTakenAwayAfterwards_cannotTellSoThatItIsNotExportedTwice() throws Exception {
    export.execute();
    Files.delete(export.target());
    assertThat(export.verify()).isInstanceOf(Occurrence.CannotTell.class);
  }

  @Test
  void settle_strangerTookTheManifestsNameMeanwhile_cannotTellAsTheDataIsOut() throws Exception {
    Files.writeString(export.pendingManifest(), export.manifestText());
    Files.writeString(export.target(), Export.DATA);
    Files.writeString(export.manifest(), "{}");
    assertThat(catchThrowable(export::execute)).isInstanceOf(UncheckedIOException.class);
    assertThat(export.verify()).isInstanceOf(Occurrence.CannotTell.class);
    assertThat(export.manifest()).hasContent("{}");
  }

  /** What the effect runner does after a crash: ask, and execute again where it did not happen. */
  private void settlesToOneExport() throws Exception {
    if (!(export.verify() instanceof Occurrence.Happened)) {
      assertThat(export.verify())
          .isInstanceOfAny(
              Files.exists(export.target())
                  ? Occurrence.Incomplete.class
                  : Occurrence.NotHappened.class);
      export.execute();
    }
    export.execute();
    assertThat(export.verify()).isInstanceOf(Occurrence.Happened.class);
    assertThat(export.files()).containsExactly("out.csv", "out.csv.manifest.json");
    assertThat(export.target()).hasContent(Export.DATA);
    assertThat(Files.readString(export.manifest())).contains(export.executionId().toString());
  }
}
