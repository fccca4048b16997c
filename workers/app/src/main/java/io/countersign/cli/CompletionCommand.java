package io.countersign.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code countersign completion}: lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = "Print a script that lets bash and zsh complete commands and options.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "bash: source <(countersign completion)",
      "zsh:  autoload -U +X bashcompinit && bashcompinit && source <(countersign completion)"
    })
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("countersign", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return ExitCode.DONE;
  }
}
