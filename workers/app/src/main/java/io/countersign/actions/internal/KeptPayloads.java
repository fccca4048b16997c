package io.countersign.actions.internal;

import io.countersign.actions.Payloads;
import io.countersign.ledger.payload.OpenedPayload;
import io.countersign.ledger.payload.PayloadKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Seals under keys in a folder. A sealed text is {@code sealed:v1:ACTION:PART:NAME:BASE64}; part 0
 * goes with an erasure, part 1 is what it leaves.
 */
final class KeptPayloads implements Payloads {

  private static final String WORDS = "0";
  private static final String REMAINING = "1";
  private static final Pattern FORM =
      Pattern.compile("sealed:v1:([0-9a-f-]{36}):([01]):([a-z-]{1,32}):([A-Za-z0-9+/=]+)");

  private final PayloadKeys keys;

  KeptPayloads(PayloadKeys keys) {
    this.keys = keys;
  }

  @Override
  public String seal(UUID action, String name, String words) {
    return seal(action, WORDS, name, words);
  }

  @Override
  public String sealRemaining(UUID action, String name, String words) {
    return seal(action, REMAINING, name, words);
  }

  private String seal(UUID action, String part, String name, String words) {
    try {
      byte[] sealed =
          keys.seal(owner(action.toString(), part), name, words.getBytes(StandardCharsets.UTF_8));
      return PREFIX
          + String.join(
              ":", action.toString(), part, name, Base64.getEncoder().encodeToString(sealed));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The words of action '%s' cannot be sealed, so they are not stored: %s"
              .formatted(action, e.getMessage()),
          e);
    }
  }

  @Override
  public Optional<String> open(String stored) {
    if (!Payloads.isSealed(stored)) {
      return Optional.of(stored);
    }
    Matcher parts = FORM.matcher(stored);
    if (!parts.matches()) {
      throw new IllegalStateException("A sealed text was altered: it is not of the form.");
    }
    return open(parts.group(1), parts.group(2), parts.group(3), parts.group(4));
  }

  private Optional<String> open(String action, String part, String name, String sealed) {
    try {
      return switch (keys.open(owner(action, part), name, bytes(sealed))) {
        case OpenedPayload.Intact intact ->
            Optional.of(new String(intact.payload(), StandardCharsets.UTF_8));
        case OpenedPayload.Erased erased -> Optional.empty();
        case OpenedPayload.Altered altered ->
            throw new IllegalStateException(
                "The %s of action '%s' was altered in the database.".formatted(name, action));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The %s of action '%s' cannot be read: %s".formatted(name, action, e.getMessage()), e);
    }
  }

  private static byte[] bytes(String sealed) {
    try {
      return Base64.getDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("A sealed text was altered: " + e.getMessage(), e);
    }
  }

  @Override
  public void destroy(UUID action) {
    try {
      keys.destroy(owner(action.toString(), WORDS));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The key of action '%s' cannot be destroyed: %s".formatted(action, e.getMessage()), e);
    }
  }

  @Override
  public boolean isDestroyed(UUID action) {
    return keys.isErased(owner(action.toString(), WORDS));
  }

  private static String owner(String action, String part) {
    return "action:" + action + ":" + part;
  }
}
