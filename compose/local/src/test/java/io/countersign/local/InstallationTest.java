package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @TempDir Path home;

  @Test
  void unpack_archive_filesLinksAndExecutableBits() throws Exception {
    Path target = home.resolve("target");
    Unpacker.unpack(tar("top/bin/run", "top/lib/a.jar"), 1, target);
    assertThat(target.resolve("bin/run")).isExecutable().hasContent("top/bin/run");
    assertThat(Files.isExecutable(target.resolve("lib/a.jar"))).isFalse();
    assertThat(target.resolve("bin/link"))
        .isSymbolicLink()
        .hasSameBinaryContentAs(target.resolve("bin/run"));
    assertThat(home).isDirectoryNotContaining("glob:**/.unpack-*");
  }

  @Test
  void unpack_brokenOrHostileArchive_leavesNothing() {
    Path target = home.resolve("target");
    assertThatThrownBy(() -> Unpacker.unpack(tar("../../outside/bin/run"), 0, target))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leaves its directory");
    assertThatThrownBy(
            () -> {
              byte[] half = tar("top/bin/run", "top/lib/a.jar").readNBytes(700);
              Unpacker.unpack(new ByteArrayInputStream(half), 1, target);
            })
        .isInstanceOf(IOException.class);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void prepare_wrongArchive_saysWhichAndWhatToDo() throws Exception {
    Path engine = Files.createDirectories(home.resolve("engine"));
    Path placed = engine.resolve("camunda-zeebe-8.6.0.tar.gz");
    Files.writeString(placed, "not the engine");
    assertThatThrownBy(() -> new EngineDistribution(home, StackListener.SILENT).prepare())
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining(placed + " is not the engine")
        .hasMessageContaining("Delete the file and start again");
    assertThat(engine.resolve("8.6.0")).doesNotExist();
  }

  @Test
  void prepare_severalAtOnce_oneInstallation() throws Exception {
    Callable<Path> prepare = () -> PostgresBinaries.prepare(home, StackListener.SILENT);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Path>> all = threads.invokeAll(List.of(prepare, prepare, prepare));
      for (Future<Path> one : all) {
        assertThat(one.get().resolve("bin/postgres")).isExecutable();
      }
    }
    assertThat(home.resolve("postgres")).isDirectoryNotContaining("glob:**/.unpack-*");
  }

  @Test
  void require_moreThanThereIs_saysHowMuch() {
    assertThatThrownBy(() -> Disk.require(home, Long.MAX_VALUE, "The engine"))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("The engine needs 9223372036854 MB below " + home)
        .hasMessageContaining("COUNTERSIGN_HOME");
  }

  @Test
  void readOrCreate_secret_stableAndPrivate() throws Exception {
    Path file = home.resolve("keys/a.key");
    String secret = SecretFiles.readOrCreate(file, 32);
    assertThat(secret).matches("[0-9a-f]{64}").isEqualTo(SecretFiles.readOrCreate(file, 32));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.writeString(file, "short");
    assertThatThrownBy(() -> SecretFiles.readOrCreate(file, 32))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining(file + " should hold 64 hexadecimal digits");
  }

  @Test
  void file_coordinates_asMavenLaysThemOut() {
    assertThat(new MavenRepository(home).file("io.camunda:camunda-zeebe:8.6.0:tar.gz"))
        .isEqualTo(home.resolve("io/camunda/camunda-zeebe/8.6.0/camunda-zeebe-8.6.0.tar.gz"));
  }

  private static InputStream tar(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (String name : names) {
        byte[] content = name.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        entry.setMode(name.contains("bin/") ? 0755 : 0644);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
      TarArchiveEntry link = new TarArchiveEntry("top/bin/link", TarConstants.LF_SYMLINK);
      link.setLinkName("run");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
