package io.countersign.cli;

import io.countersign.operations.BackupException;
import io.countersign.operations.Backups;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a backup. */
@Command(
    name = "backup",
    description =
        "Copy database, ledger and keys into a new folder, consistently, while the application runs."
            + " Run it with the settings of 'serve', as its user.",
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "DIR", description = "A new folder. Guard it: keys.")
  private Path folder;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "SETTING", description = "As for serve.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    try {
      Backups.write(ServeCommand.settings(settings), folder, System.out::println);
    } catch (BackupException e) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    System.out.println("The backup is in " + folder + ".");
    return ExitCode.DONE;
  }
}
