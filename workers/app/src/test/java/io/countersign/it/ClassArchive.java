package io.countersign.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * The application's classes as they are once loaded (a dynamic CDS archive, JEP 350), which halves
 * the time of every start. Made once for a build, by the first JVM that wants it; the others do
 * without it until it is there. The JVM itself leaves an archive aside that does not fit the jars.
 */
final class ClassArchive {

  private static final Path JAR = Path.of("target", "countersign-app.jar");

  private ClassArchive() {}

  /**
   * Options that start from the archive; none while there is none.
   *
   * @param training starts the application with these options, and ends it once it is ready
   */
  static List<String> options(Consumer<List<String>> training) {
    try {
      Path file = JAR.resolveSibling("app-" + Files.getLastModifiedTime(JAR).toMillis() + ".jsa");
      if (!Files.exists(file)) {
        make(file, training);
      }
      return Files.exists(file) ? List.of("-XX:SharedArchiveFile=" + file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path file, Consumer<List<String>> training) throws IOException {
    Path claim = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(claim, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null || Files.exists(file)) {
        return;
      }
      Path made = file.resolveSibling(file.getFileName() + ".new");
      training.accept(List.of("-XX:ArchiveClassesAtExit=" + made, "-Xlog:cds=off"));
      if (Files.exists(made)) {
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}
