package io.countersign.releases.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.releases.internal.ReleaseProperties.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleasePropertiesTest {

  private final ReleaseProperties properties =
      new ReleaseProperties(
          "production",
          Duration.ofHours(24),
          "data-stewards",
          List.of(
              new Destination(Path.of("/srv/exports/partner"), "partner"),
              new Destination(Path.of("/srv/exports"), "internal"),
              new Destination(Path.of("/srv/exports/partner/website/"), "public")));

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
    assertThat(properties.trustOf(file)).isEqualTo(trust);
  }

  @Test
  void trustOf_fileBehindASymbolicLink_isThatOfThePlaceItLeadsTo(@TempDir Path folder)
      throws IOException {
    Path trusted = Files.createDirectory(folder.resolve("trusted"));
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(trusted.resolve("escape"), outside);
    Files.createSymbolicLink(folder.resolve("alias"), trusted);
    ReleaseProperties real =
        new ReleaseProperties(
            "production",
            Duration.ofHours(24),
            "data-stewards",
            List.of(new Destination(folder.resolve("alias"), "internal")));

    assertThat(real.trustOf(trusted.resolve("a.csv"))).isEqualTo("internal");
    assertThat(real.trustOf(folder.resolve("alias/a.csv"))).isEqualTo("internal");
    assertThat(real.trustOf(trusted.resolve("escape/a.csv"))).isEqualTo("unknown");
  }

  @Test
  void trustOf_withoutDestinations_isUnknown() {
    ReleaseProperties none =
        new ReleaseProperties("production", Duration.ofHours(24), "data-stewards", List.of());
    assertThat(none.trustOf(Path.of("/srv/exports/a.csv"))).isEqualTo("unknown");
  }
}
