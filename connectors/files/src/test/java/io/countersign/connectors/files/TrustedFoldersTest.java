package io.countersign.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedFoldersTest {

  private final TrustedFolders folders =
      TrustedFolders.read(
          Map.of(
              "files.destinations.0.path", "/srv/exports/partner",
              "files.destinations.0.trust", "partner",
              "files.destinations.1.path", "/srv/exports",
              "files.destinations.1.trust", "internal",
              "files.destinations.2.path", "/srv/exports/partner/website/",
              "files.destinations.2.trust", "public"));

  @ParameterizedTest
  @CsvSource({
    "/srv/exports/a.csv, internal",
    "/srv/exports/deep/er/a.csv, internal",
    "/srv/exports/partner/a.csv, partner",
    "/srv/exports/partner/website/a.csv, public",
    "/srv/exports/partners/a.csv, internal",
    "/srv/exports-of-others/a.csv, unknown",
    "/srv/a.csv, unknown",
    "/a.csv, unknown"
  })
  void trustOf_file_isThatOfTheLongestFolderAboveIt(Path file, String trust) {
    assertThat(folders.trustOf(file)).isEqualTo(trust);
  }

  @Test
  void trustOf_fileBehindASymbolicLink_isThatOfThePlaceItLeadsTo(@TempDir Path folder)
      throws IOException {
    Path trusted = Files.createDirectory(folder.resolve("trusted"));
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(trusted.resolve("escape"), outside);
    Files.createSymbolicLink(folder.resolve("alias"), trusted);
    TrustedFolders real =
        TrustedFolders.read(
            Map.of(
                "files.destinations.0.path",
                folder.resolve("alias").toString(),
                "files.destinations.0.trust",
                "internal"));

    assertThat(real.trustOf(trusted.resolve("a.csv"))).isEqualTo("internal");
    assertThat(real.trustOf(folder.resolve("alias/a.csv"))).isEqualTo("internal");
    assertThat(real.trustOf(trusted.resolve("escape/a.csv"))).isEqualTo("unknown");
  }

  @Test
  void trustOf_withoutDestinations_isUnknown() {
    assertThat(TrustedFolders.read(Map.of()).trustOf(Path.of("/srv/exports/a.csv")))
        .isEqualTo("unknown");
  }

  @Test
  void read_trustThatNobodyKnows_isRefusedWithItsName() {
    assertThatThrownBy(
            () ->
                TrustedFolders.read(
                    Map.of(
                        "files.destinations.0.path", "/srv/a",
                        "files.destinations.0.trust", "friendly")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("files.destinations.0.trust")
        .hasMessageContaining("friendly");
    assertThatThrownBy(() -> TrustedFolders.read(Map.of("files.destinations.0.path", "/srv/a")))
        .hasMessageContaining("internal, partner or public");
  }
}
