package io.countersign.api.internal;

import io.countersign.support.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that may call the API: one line each, {@code <sha256 of the token> <directory id>}.
 * The tokens themselves are nowhere on the server.
 */
final class TokenFile {

  private final Map<String, String> identities;

  private TokenFile(Map<String, String> identities) {
    this.identities = Map.copyOf(identities);
  }

  static TokenFile read(Path file) {
    Map<String, String> identities = new HashMap<>();
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String[] parts = line.strip().split("\\s+");
        if (parts.length != 2 || !parts[0].matches("[0-9a-f]{64}")) {
          throw new IllegalStateException(
              "Line "
                  + number
                  + " of the token file '"
                  + file
                  + "' is not '<sha256 hex> <directory id>'.");
        }
        if (identities.put(parts[0], parts[1]) != null) {
          throw new IllegalStateException(
              "Line "
                  + number
                  + " of the token file '"
                  + file
                  + "' names a token that an earlier line names. Give every token one line.");
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "The token file '"
              + file
              + "' cannot be read. Set countersign.api.tokens-file; without tokens nobody can call"
              + " the API.",
          e);
    }
    return new TokenFile(identities);
  }

  /** Who a token belongs to. Looked up by its digest, so timing tells nothing of the token. */
  Optional<String> identity(String token) {
    String hash = Digests.hex(Digests.sha256(token.getBytes(StandardCharsets.UTF_8)));
    return Optional.ofNullable(identities.get(hash));
  }
}
