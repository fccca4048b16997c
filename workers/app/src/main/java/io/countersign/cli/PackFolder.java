package io.countersign.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks an evidence pack into a folder of its own, all of it or nothing. */
final class PackFolder {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final String LAST = "SHA256SUMS";

  private PackFolder() {}

  static void unpack(InputStream zip, Path target) throws IOException {
    if (Files.exists(target)) {
      throw new CommandException(
          ExitCode.WRONG_USE, "'" + target + "' is there already. Name a folder that is not.");
    }
    Path parent = target.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    Path unfinished = Files.createTempDirectory(parent, ".evidence-");
    try {
      if (!LAST.equals(write(zip, unfinished))) {
        throw new CommandException(
            ExitCode.FAILED, "The server broke off before the pack was whole. Order it again.");
      }
      Files.move(unfinished, target);
    } finally {
      delete(unfinished);
    }
  }

  private static String write(InputStream in, Path folder) throws IOException {
    String last = "";
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        last = entry.getName();
        for (String part : last.split("/", -1)) {
          if (!NAME.matcher(part).matches()) {
            throw new IOException(
                "The pack holds a file of the name '" + Text.visible(last) + "'.");
          }
        }
        Path file = folder.resolve(last);
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
    return last;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
