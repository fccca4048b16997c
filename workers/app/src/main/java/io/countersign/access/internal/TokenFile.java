package io.countersign.access.internal;

import io.countersign.access.Caller;
import io.countersign.support.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens that may call the API: one line each, {@code <sha256 of the token> <directory id>
 * [<scope> …]}. The tokens themselves are nowhere on the server.
 */
final class TokenFile {

  private static final String SCOPE = "effect:\\*|action:request:[A-Za-z0-9._-]+";

  private final Map<String, Owner> owners;

  private TokenFile(Map<String, Owner> owners) {
    this.owners = Map.copyOf(owners);
  }

  /**
   * Whose token it is.
   *
   * @param id directory id
   * @param scopes what an agent may ask for with it; every effect where the line names none
   */
  record Owner(String id, Set<String> scopes) {

    Owner {
      scopes = scopes.isEmpty() ? Set.of(Caller.EVERY_EFFECT) : Set.copyOf(scopes);
    }
  }

  /** No tokens at all. */
  static TokenFile empty() {
    return new TokenFile(Map.of());
  }

  static TokenFile read(Path file) {
    Map<String, Owner> owners = new HashMap<>();
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        List<String> parts = Arrays.asList(line.strip().split("\\s+"));
        if (!fits(parts)) {
          throw bad(number, file, "is not '<sha256 hex> <directory id> [<scope> ...]'.");
        }
        Set<String> scopes = new HashSet<>(parts.subList(2, parts.size()));
        if (owners.put(parts.getFirst(), new Owner(parts.get(1), scopes)) != null) {
          throw bad(
              number, file, "names a token that an earlier line names. Give every token one line.");
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "The token file '"
              + file
              + "' cannot be read. Set countersign.api.tokens-file to one that can, or leave it"
              + " out and name an issuer in countersign.oidc.issuers.",
          e);
    }
    return new TokenFile(owners);
  }

  private static boolean fits(List<String> parts) {
    return parts.size() >= 2
        && parts.getFirst().matches("[0-9a-f]{64}")
        && parts.subList(2, parts.size()).stream().allMatch(scope -> scope.matches(SCOPE));
  }

  private static IllegalStateException bad(int number, Path file, String what) {
    return new IllegalStateException(
        "Line " + number + " of the token file '" + file + "' " + what);
  }

  /** Who a token belongs to. Looked up by its digest, so timing tells nothing of the token. */
  Optional<Owner> owner(String token) {
    String hash = Digests.hex(Digests.sha256(token.getBytes(StandardCharsets.UTF_8)));
    return Optional.ofNullable(owners.get(hash));
  }
}
