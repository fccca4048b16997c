package io.countersign.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where Countersign keeps things for this user: {@code ${COUNTERSIGN_HOME:-~/.countersign}}. */
record Home(Path root) {

  static Home ofUser() {
    String set = System.getenv("COUNTERSIGN_HOME");
    Path root =
        set == null || set.isBlank()
            ? Path.of(System.getProperty("user.home"), ".countersign")
            : Path.of(set);
    return new Home(root.toAbsolutePath().normalize());
  }

  private Path serverFile() {
    return root.resolve("run").resolve("server.json");
  }

  /** Lets the other commands of this user find a running server. */
  void announce(String url, Path tokens, String issuer) {
    try {
      Files.createDirectories(serverFile().getParent());
      Files.writeString(
          serverFile(),
          JsonMapper.shared()
              .writeValueAsString(
                  Map.of("url", url, "tokens", tokens.toString(), "issuer", issuer)));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "'" + serverFile() + "' cannot be written: " + e.getMessage());
    }
  }

  /** Forgets the running server. */
  void withdraw() {
    try {
      Files.deleteIfExists(serverFile());
    } catch (IOException e) {
      serverFile().toFile().deleteOnExit();
    }
  }

  /** The server that was announced last, if it was not withdrawn. */
  Optional<JsonNode> server() {
    try {
      return Files.exists(serverFile())
          ? Optional.of(JsonMapper.shared().readTree(Files.readString(serverFile())))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
