package io.countersign.cli;

import io.countersign.masking.Detector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds identifying spans in texts. */
@Command(
    name = "detect",
    description =
        "Find identifying spans: reads {\"text\":…} lines, writes one {\"spans\":[…]} line each.",
    mixinStandardHelpOptions = true)
final class DetectCommand implements Callable<Integer> {

  @Parameters(paramLabel = "IN.jsonl", description = "The texts; - reads standard input.")
  private Path in;

  @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    try (InputStream texts = in.toString().equals("-") ? System.in : Files.newInputStream(in)) {
      if (out == null) {
        Detector.detectJsonLines(texts, System.out);
        System.out.flush();
        return ExitCode.DONE;
      }
      try (OutputStream spans = Files.newOutputStream(out)) {
        Detector.detectJsonLines(texts, spans);
      }
      return ExitCode.DONE;
    } catch (NoSuchFileException e) {
      throw new CommandException(ExitCode.WRONG_USE, "'" + e.getFile() + "' does not exist.");
    } catch (Detector.BadLine e) {
      throw new CommandException(ExitCode.FAILED, in + ": " + e.getMessage());
    }
  }
}
