package io.countersign.cli;

import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The option by which a command answers programs instead of people. */
final class Output {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** Prints an answer: as it came, or in words. */
  int print(JsonNode answer, String words) {
    System.out.println(json ? answer.toString() : words);
    return ExitCode.DONE;
  }
}
