package io.countersign.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The options by which a command finds the server and says who calls. */
final class Connection {

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The server. Default: $COUNTERSIGN_URL, or the demo that runs here.")
  private @Nullable URI url;

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description = "Act as this person of the demo, with their token.")
  private @Nullable String person;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Your token. Default: $COUNTERSIGN_TOKEN.")
  private @Nullable Path tokenFile;

  ApiClient open(String defaultPerson) {
    Optional<JsonNode> server = Home.ofUser().server();
    return new ApiClient(address(server), token(server, defaultPerson));
  }

  private URI address(Optional<JsonNode> server) {
    if (url != null) {
      return url;
    }
    String set = System.getenv("COUNTERSIGN_URL");
    if (set != null && !set.isBlank()) {
      return URI.create(set);
    }
    return server
        .map(node -> URI.create(node.path("url").asString("")))
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.FAILED,
                    "No server is running here. Start 'countersign demo --keep', or name one with"
                        + " --url."));
  }

  private String token(Optional<JsonNode> server, String defaultPerson) {
    if (tokenFile != null) {
      return read(tokenFile);
    }
    String set = System.getenv("COUNTERSIGN_TOKEN");
    if (person == null && set != null && !set.isBlank()) {
      return set;
    }
    String name = person == null ? defaultPerson : person;
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new CommandException(ExitCode.WRONG_USE, "'" + name + "' is no directory id.");
    }
    return server
        .map(node -> Path.of(node.path("tokens").asString("")).resolve(name))
        .filter(Files::isRegularFile)
        .map(Connection::read)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.WRONG_USE,
                    "There is no token of '"
                        + name
                        + "' here. Set COUNTERSIGN_TOKEN, or use"
                        + " --token-file."));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.WRONG_USE, "The token file '" + file + "' cannot be read.");
    }
  }
}
