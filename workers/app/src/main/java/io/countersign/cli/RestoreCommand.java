package io.countersign.cli;

import io.countersign.operations.BackupException;
import io.countersign.operations.Backups;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restores a backup. */
@Command(
    name = "restore",
    description =
        "Put a backup into an empty database and where no log is, all instances stopped. What was"
            + " approved and not run by then has to be asked for again.",
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

  private static final String JAR = "countersign-zeebe-exporter.jar";

  @Parameters(index = "0", paramLabel = "DIR", description = "The backup.")
  private Path folder;

  @Option(
      names = "--exporter",
      paramLabel = "JAR",
      description = "The exporter's jar, which makes the tables of history.")
  private @Nullable Path exporter;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "SETTING", description = "As for serve.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    try {
      Backups.restore(
          ServeCommand.settings(settings),
          folder,
          exporter(),
          Clock.systemUTC(),
          System.out::println);
    } catch (BackupException e) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    System.out.println("Restored. Run 'countersign doctor', then start the application.");
    return ExitCode.DONE;
  }

  /** The one that was named, or the one beside the application. */
  private Optional<Path> exporter() {
    if (exporter != null) {
      return Optional.of(exporter);
    }
    String classes = System.getProperty("java.class.path", "");
    int end = classes.indexOf(File.pathSeparatorChar);
    Path beside =
        Path.of(end < 0 ? classes : classes.substring(0, end))
            .resolveSibling("exporter")
            .resolve(JAR);
    return Optional.of(beside).filter(Files::isRegularFile);
  }
}
