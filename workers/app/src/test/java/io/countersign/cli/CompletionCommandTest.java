package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CompletionCommandTest {

  @Test
  void completion_knowsCommandsAndTheirOptions() {
    StringWriter out = new StringWriter();
    CommandLine command = Countersign.commandLine().setOut(new PrintWriter(out));
    assertThat(command.execute("completion")).isZero();
    assertThat(out.toString())
        .contains("complete -F", "countersign", "withdraw", "--reason", "simulate");
  }
}
