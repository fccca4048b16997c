package io.countersign.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line's entry point. */
@Command(
    name = "countersign",
    description = "Puts a person's signature where it matters: a plugin for Camunda 8.",
    mixinStandardHelpOptions = true,
    version = "Countersign 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong use, 3 refused or denied, 4 verification failed.",
      "Start with: countersign demo"
    },
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      DoctorCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      ReleaseCommand.class,
      ActionCommand.class,
      ReviewCommand.class,
      EvidenceCommand.class,
      HistoryCommand.class,
      LineageCommand.class,
      PolicyCommand.class,
      DirectoryCommand.class,
      LedgerCommand.class,
      VerifyCommand.class,
      FindingsCommand.class,
      WebhooksCommand.class,
      WitnessCommand.class,
      LoginCommands.Login.class,
      LoginCommands.Logout.class,
      LoginCommands.Whoami.class,
      LoginCommands.Token.class,
      MaskCommand.class,
      DetectCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
public final class Countersign implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    if (args.length == 0 || !args[0].equals("serve")) {
      System.setProperty("logback.configurationFile", "io/countersign/cli/logback-cli.xml");
    }
    int code = commandLine().execute(args);
    // `serve` returns while its threads live on; everything else is over here.
    if (code != ServeCommand.RUNNING) {
      System.exit(code);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Countersign())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((fault, command, parsed) -> report(fault, command))
        .setParameterExceptionHandler((fault, args) -> wrongUse(fault));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See the list below.");
  }

  private static int wrongUse(ParameterException fault) {
    CommandLine command = fault.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("countersign: " + fault.getMessage());
    command.usage(err);
    return ExitCode.WRONG_USE;
  }

  private static int report(Exception fault, CommandLine command) {
    PrintWriter err = command.getErr();
    Throwable cause =
        fault instanceof ExecutionException && fault.getCause() != null ? fault.getCause() : fault;
    if (cause instanceof CommandException known) {
      err.println("countersign: " + known.getMessage());
      return known.exitCode();
    }
    err.println("countersign: " + cause);
    if (System.getenv("COUNTERSIGN_DEBUG") != null) {
      cause.printStackTrace(err);
    } else {
      err.println("Set COUNTERSIGN_DEBUG=1 to see where this came from.");
    }
    return ExitCode.FAILED;
  }
}
