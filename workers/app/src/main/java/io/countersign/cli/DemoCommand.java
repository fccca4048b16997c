package io.countersign.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts everything on this machine and runs the main job. Names no class of the embedded stack:
 * installations without it load this class too.
 */
@Command(
    name = "demo",
    description =
        "Start everything on this machine and release a dataset, with a person's countersignature.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  /** Rows of the sample table. */
  static final long ROWS = 100_000;

  private static final String REASON = "Train the churn model on last quarter's customers";

  @Option(names = "--unattended", description = "Let the demo's people decide by script.")
  private boolean unattended;

  @Option(names = "--json", description = "End with exactly one JSON line on standard output.")
  private boolean json;

  @Option(names = "--keep", description = "Leave it running afterwards, until Ctrl-C.")
  private boolean keep;

  @Option(names = "--tasklist", description = "Add Camunda Tasklist and Operate.")
  private boolean tasklist;

  @Option(
      names = "--dataset",
      paramLabel = "FILE.csv",
      description = "Release your own CSV file instead of the sample.")
  private @Nullable Path dataset;

  @Option(
      names = "--to",
      paramLabel = "DEST",
      description = "Where to export to. Default: a new file in the demo's exports folder.")
  private @Nullable Path destination;

  @Option(names = "--rows", paramLabel = "N", description = "Rows of the sample (100000).")
  private long rows = ROWS;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is needed.")
  private String reason = REASON;

  @Override
  public Integer call() {
    if (dataset != null && !Files.isRegularFile(dataset)) {
      throw new CommandException(
          ExitCode.WRONG_USE, "The dataset '" + dataset + "' is not there, or not a file.");
    }
    if (DemoCommand.class.getResource("/io/countersign/local/LocalStack.class") == null) {
      throw new CommandException(
          ExitCode.FAILED,
          "This installation leaves out the embedded stack, which the demo needs. Run the demo from"
              + " the sources, or use 'serve'.");
    }
    DemoRun.Options options =
        new DemoRun.Options(
            unattended,
            json,
            keep,
            tasklist,
            Optional.ofNullable(dataset),
            Optional.ofNullable(destination),
            rows,
            reason);
    return new DemoRun(options).run();
  }
}
