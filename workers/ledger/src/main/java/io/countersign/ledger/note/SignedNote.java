package io.countersign.ledger.note;

import io.countersign.ledger.FormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A text with the signatures of one or more keys, as C2SP signed-note defines it.
 *
 * @param text what is signed; ends with a newline
 * @param signatures one or more, in the order of their lines
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  /** Largest note that is read, in bytes. */
  public static final int MAX_BYTES = 1_000_000;

  /** Most signatures that are read from one note. */
  public static final int MAX_SIGNATURES = 100;

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || signatures.isEmpty()) {
      throw new IllegalArgumentException("a note's text ends with a newline, and it is signed");
    }
  }

  /**
   * Signs a text with one or more keys.
   *
   * @param time the time that cosignatures state
   */
  public static SignedNote sign(String text, Collection<SigningKey> keys, Instant time) {
    return new SignedNote(text, keys.stream().map(key -> key.sign(text, time)).toList());
  }

  /**
   * Reads a note without checking any signature.
   *
   * @throws FormatException if the bytes are not a well-formed note, or over a limit
   */
  public static SignedNote parse(byte[] bytes) throws FormatException {
    if (bytes.length > MAX_BYTES) {
      throw new FormatException(
          "a note has at most %d bytes, not %d".formatted(MAX_BYTES, bytes.length));
    }
    String whole = decode(bytes);
    int blank = whole.lastIndexOf("\n\n");
    if (blank < 0 || !whole.endsWith("\n") || blank + 2 == whole.length()) {
      throw new FormatException("a note is a text, a blank line and signature lines");
    }
    String[] lines = whole.substring(blank + 2, whole.length() - 1).split("\n", -1);
    if (lines.length > MAX_SIGNATURES) {
      throw new FormatException(
          "a note has at most %d signatures, not %d".formatted(MAX_SIGNATURES, lines.length));
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : lines) {
      signatures.add(NoteSignature.parse(line));
    }
    return new SignedNote(whole.substring(0, blank + 1), signatures);
  }

  private static String decode(byte[] bytes) throws FormatException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
        throw new FormatException("a note has no control characters besides the newline");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new FormatException("a note is UTF-8 text", e);
    }
  }

  /** The note as bytes. */
  public byte[] encode() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature).append('\n'));
    return note.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** This note with further signatures after those that it has; lines it already has are left. */
  public SignedNote with(Collection<NoteSignature> more) {
    Set<NoteSignature> all = new LinkedHashSet<>(signatures);
    all.addAll(more);
    return new SignedNote(text, List.copyOf(all));
  }

  /**
   * Finds out which of the known keys signed this note. Signatures of other keys are passed over.
   *
   * @return the keys whose signature is right; empty if none of them signed
   * @throws FormatException if a line carries a known key's name and id but not its signature
   */
  public Set<VerifierKey> verify(Collection<VerifierKey> known) throws FormatException {
    Set<VerifierKey> verified = new LinkedHashSet<>();
    for (NoteSignature signature : signatures) {
      for (VerifierKey key : known) {
        if (!key.matches(signature)) {
          continue;
        }
        if (!key.verifies(text, signature)) {
          throw new FormatException("the signature of " + key.name() + " is wrong for this text");
        }
        verified.add(key);
      }
    }
    return verified;
  }
}
