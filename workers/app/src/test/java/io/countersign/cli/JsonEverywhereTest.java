package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class JsonEverywhereTest {

  /** What these give has a format of its own: files, and a token. */
  private static final Set<String> FILES =
      Set.of(
          "countersign evidence",
          "countersign lineage export",
          "countersign token",
          "countersign ledger export",
          "countersign ledger checkpoint",
          "countersign ledger key",
          "countersign ledger proof");

  @Test
  void everyCommandThatAsksTheServer_answersProgramsToo() {
    List<String> without = new ArrayList<>();
    collect(Countersign.commandLine(), without);
    assertThat(without).containsExactlyInAnyOrderElementsOf(FILES);
  }

  private static void collect(CommandLine command, List<String> without) {
    if (command.getCommandSpec().findOption("--token-file") != null
        && command.getCommandSpec().findOption("--json") == null) {
      without.add(command.getCommandSpec().qualifiedName());
    }
    command.getSubcommands().values().forEach(sub -> collect(sub, without));
  }
}
