package io.countersign.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tokens of a person who signed in with {@code countersign login}, kept for one server in a file
 * that only this user may read, and replaced before they end.
 */
final class SignedIn implements Tokens {

  private static final int EARLY_SECONDS = 30;

  private final Path file;
  private final Clock clock = Clock.systemUTC();

  private SignedIn(Path file) {
    this.file = file;
  }

  /** Tokens for this server, if there are some. */
  static Optional<SignedIn> at(Home home, URI server) {
    SignedIn kept = new SignedIn(file(home, server));
    return Files.isRegularFile(kept.file) ? Optional.of(kept) : Optional.empty();
  }

  /** Keeps what a sign-in gave. */
  static void keep(Home home, URI server, String issuer, String client, JsonNode tokens) {
    ObjectNode state = JsonMapper.shared().createObjectNode();
    state.put("server", server.toString());
    state.put("issuer", issuer);
    state.put("client", client);
    new SignedIn(file(home, server)).write(state, tokens);
  }

  private static Path file(Home home, URI server) {
    String name = server.toString().replaceAll("[^A-Za-z0-9.-]+", "_");
    return home.root().resolve("login").resolve(name + ".json");
  }

  @Override
  public String current() {
    JsonNode state = read();
    if (isFresh(state)) {
      return state.path("access").asString("");
    }
    // A refresh token counts once: another command that waits here finds the new one.
    try (FileChannel channel =
            FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      JsonNode now = read();
      return isFresh(now) ? now.path("access").asString("") : refresh((ObjectNode) now);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The sign-in at '" + file + "' cannot be used: " + e.getMessage());
    }
  }

  private boolean isFresh(JsonNode state) {
    return clock.instant().getEpochSecond() < state.path("until").asLong(0) - EARLY_SECONDS;
  }

  private String refresh(ObjectNode state) {
    String refreshToken = state.path("refresh").asString("");
    if (refreshToken.isEmpty()) {
      throw over();
    }
    IdentityProvider.Answer answer =
        new IdentityProvider(state.path("issuer").asString(""))
            .refresh(state.path("client").asString(""), refreshToken);
    if (!answer.ok()) {
      throw over();
    }
    write(state, answer.body());
    return answer.body().path("access_token").asString("");
  }

  private static CommandException over() {
    return new CommandException(
        ExitCode.REFUSED, "Your sign-in has ended. Sign in again: countersign login");
  }

  private void write(ObjectNode state, JsonNode tokens) {
    Instant now = clock.instant();
    state.put("access", tokens.path("access_token").asString(""));
    state.put("until", now.getEpochSecond() + tokens.path("expires_in").asLong(0));
    if (tokens.has("refresh_token")) {
      state.put("refresh", tokens.path("refresh_token").asString(""));
    }
    try {
      Files.createDirectories(file.getParent());
      Path draft = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
      Files.deleteIfExists(draft);
      DemoHome.writePrivate(draft, state.toString());
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The sign-in cannot be kept at '" + file + "': " + e.getMessage());
    }
  }

  private JsonNode read() {
    try {
      return JsonMapper.shared().readTree(Files.readString(file));
    } catch (IOException | JacksonException e) {
      throw new CommandException(
          ExitCode.FAILED, "The sign-in at '" + file + "' cannot be read. Sign in again.");
    }
  }

  /** Ends it at the provider and here. */
  void end() {
    JsonNode state = read();
    try {
      String refreshToken = state.path("refresh").asString("");
      if (!refreshToken.isEmpty()) {
        new IdentityProvider(state.path("issuer").asString(""))
            .revoke(state.path("client").asString(""), refreshToken);
      }
    } finally {
      forget();
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "'" + file + "' cannot be removed: " + e.getMessage());
    }
  }
}
