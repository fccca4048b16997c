package io.countersign.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.spi.Holding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderInventoryTest {

  @TempDir private Path folder;

  @Test
  void inventory_namesEveryFileOnce_andAManifestWithItsFile() throws Exception {
    touch("a.csv");
    touch("a.csv.manifest.json");
    touch("deep/er/b.csv");
    touch("lonely.csv.manifest.json");
    touch(".hidden");
    assertThat(FolderInventory.of(Set.of(folder)))
        .extracting(Holding::place)
        .containsExactlyInAnyOrder(
            place("a.csv"),
            place("deep/er/b.csv"),
            place("lonely.csv.manifest.json"),
            place(".hidden"));
  }

  @Test
  void inventory_leavesOutWhatAnInterruptedExportLeft_andLinks() throws Exception {
    touch(".a.csv." + UUID.randomUUID() + ".tmp");
    touch(".a.csv." + UUID.randomUUID() + ".manifest.tmp");
    touch("..tmp");
    Path outside = Files.createTempFile("outside", ".csv");
    Files.createSymbolicLink(folder.resolve("link.csv"), outside);
    Files.delete(outside);
    assertThat(FolderInventory.of(List.of(folder)))
        .extracting(Holding::place)
        .containsExactly(place("..tmp"));
  }

  @Test
  void places_ofAnExport_areItsFileAndItsManifest_underWhateverNameOfTheFolder()
      throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path alias = Files.createSymbolicLink(folder.resolve("alias"), real);
    assertThat(FolderInventory.places(alias.resolve("a.csv")))
        .isEqualTo(FolderInventory.places(real.resolve("a.csv")))
        .hasSize(2)
        .contains("file:" + real.toRealPath().resolve("a.csv"));
  }

  @Test
  void folders_thatOthersUseOrThatAreNotThere_areNotListed() throws Exception {
    TrustedFolders folders =
        TrustedFolders.read(
            Map.of(
                "files.destinations.0.path", folder + "/shared",
                "files.destinations.0.trust", "internal",
                "files.destinations.0.inventory", "false",
                "files.destinations.1.path", folder + "/missing",
                "files.destinations.1.trust", "internal"));
    touch("shared/notes.txt");
    assertThat(folders.listed()).containsExactly(folder.resolve("missing"));
    assertThat(FolderInventory.of(folders.listed())).isEmpty();
    assertThatThrownBy(
            () ->
                TrustedFolders.read(
                    Map.of(
                        "files.destinations.0.path", "/srv",
                        "files.destinations.0.trust", "internal",
                        "files.destinations.0.inventory", "maybe")))
        .hasMessageContaining("maybe");
  }

  private String place(String name) throws IOException {
    return "file:" + folder.toRealPath().resolve(name);
  }

  private Path touch(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }
}
