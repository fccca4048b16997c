package io.countersign.support;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in a list that is ordered by time and then by id, newest first. Unlike a page's number,
 * it stays where it is while the list grows.
 *
 * @param at when the entry at this place came to be, to the microsecond
 * @param id its id
 */
public record Position(Instant at, UUID id) {

  private static final int BYTES = 3 * Long.BYTES + Integer.BYTES;

  /** In seconds, about the year 9,987: databases keep no time that is much later. */
  private static final long FURTHEST = 253_000_000_000L;

  /** The text that stands for it in an address. Says nothing that its entry does not say. */
  public String text() {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(at.getEpochSecond())
            .putInt(at.getNano())
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** The place that a text stands for; empty when it stands for none. */
  public static Optional<Position> parse(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() != BYTES) {
        return Optional.empty();
      }
      long second = bytes.getLong();
      int nano = bytes.getInt();
      if (Math.abs(second) > FURTHEST || nano < 0 || nano > 999_999_999) {
        return Optional.empty();
      }
      return Optional.of(
          new Position(
              Instant.ofEpochSecond(second, nano), new UUID(bytes.getLong(), bytes.getLong())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
