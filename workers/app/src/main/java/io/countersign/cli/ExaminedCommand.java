package io.countersign.cli;

import io.countersign.support.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts on record that somebody examined a pack. */
@Command(
    name = "examined",
    description = {
      "Put on record that you examined an evidence pack, and what you found.",
      "Records that nobody looks at show little; HIPAA 164.312(b) asks for both."
    },
    mixinStandardHelpOptions = true)
final class ExaminedCommand implements Callable<Integer> {

  @Mixin private Connection connection;
  @Mixin private Output output;

  @Parameters(paramLabel = "PACK", description = "The folder of the pack.")
  private Path pack;

  @Option(names = "--note", paramLabel = "TEXT", description = "What you found.")
  private String note = "";

  @Override
  public Integer call() throws IOException {
    Path manifest = pack.resolve("manifest.json");
    if (!Files.isRegularFile(manifest)) {
      throw new CommandException(
          ExitCode.WRONG_USE, "'" + pack + "' holds no pack: there is no manifest.json in it.");
    }
    String digest = Digests.sha256(Files.readAllBytes(manifest));
    return output.print(
        connection
            .open("nora")
            .post("/api/v1/evidence/examinations", Map.of("pack", digest, "note", note)),
        "On record: you examined the pack " + digest + ".");
  }
}
