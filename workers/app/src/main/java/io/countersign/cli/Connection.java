package io.countersign.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The options by which a command finds the server and says who calls. */
final class Connection {

  /** The option by which a command finds the server. */
  static final class Address {

    @Option(
        names = "--url",
        paramLabel = "URL",
        description = "The server. Default: $COUNTERSIGN_URL, or the demo that runs here.")
    private @Nullable URI url;

    URI find() {
      if (url != null) {
        return url;
      }
      String set = System.getenv("COUNTERSIGN_URL");
      if (set != null && !set.isBlank()) {
        return URI.create(set);
      }
      return Home.ofUser()
          .server()
          .map(node -> URI.create(node.path("url").asString("")))
          .orElseThrow(
              () ->
                  new CommandException(
                      ExitCode.FAILED,
                      "No server is running here. Start 'countersign demo --keep', or name one with"
                          + " --url."));
    }

    /** Calls as whoever signed in there. */
    ApiClient signedIn() {
      URI server = find();
      return new ApiClient(
          server,
          SignedIn.at(Home.ofUser(), server)
              .orElseThrow(
                  () -> new CommandException(ExitCode.REFUSED, "You are not signed in there.")));
    }
  }

  @Mixin private Address address = new Address();

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description = "Act as this person or agent of the demo.")
  private @Nullable String person;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Your token. Default: $COUNTERSIGN_TOKEN, or your 'countersign login'.")
  private @Nullable Path tokenFile;

  /**
   * Calls the server: with the token file, as the demo's person who was named, with the token of
   * the environment, as whoever signed in, or else as the demo's person who usually does this.
   */
  ApiClient open(String defaultPerson) {
    URI server = address.find();
    return new ApiClient(server, tokens(server, defaultPerson));
  }

  private Tokens tokens(URI server, String defaultPerson) {
    if (tokenFile != null) {
      String token = read(tokenFile);
      return () -> token;
    }
    if (person != null) {
      return ofDemo(person);
    }
    String set = System.getenv("COUNTERSIGN_TOKEN");
    if (set != null && !set.isBlank()) {
      return () -> set;
    }
    Optional<SignedIn> signedIn = SignedIn.at(Home.ofUser(), server);
    return signedIn.isPresent() ? signedIn.get() : ofDemo(defaultPerson);
  }

  private static Tokens ofDemo(String name) {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new CommandException(ExitCode.WRONG_USE, "'" + name + "' is no directory id.");
    }
    Optional<JsonNode> demo = Home.ofUser().server();
    Path secret =
        demo.map(node -> Path.of(node.path("tokens").asString("")).resolve(name))
            .filter(Files::isRegularFile)
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.WRONG_USE,
                        "There is nothing here by which to act as '"
                            + name
                            + "'. Sign in with 'countersign login', set COUNTERSIGN_TOKEN, or use"
                            + " --token-file."));
    String issuer = demo.map(node -> node.path("issuer").asString("")).orElse("");
    return new ClientCredentials(issuer, name, () -> read(secret));
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
