package io.countersign.ledger.witness;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.Lines;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of an {@code add-checkpoint} request.
 *
 * @param oldSize size that the client believes the witness cosigned last, 0 for none
 * @param proof consistency proof from that size, at most 63 hashes
 * @param note the checkpoint to be cosigned
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, SignedNote note) {
  private static final int MAX_PROOF = 63;

  public AddCheckpoint {
    proof = List.copyOf(proof);
  }

  /**
   * Reads a request.
   *
   * @throws FormatException if it does not have the protocol's form
   */
  public static AddCheckpoint parse(byte[] body) throws FormatException {
    String text = new String(body, StandardCharsets.UTF_8);
    int blank = text.indexOf("\n\n");
    if (blank < 0) {
      throw new FormatException("the request has a blank line before the checkpoint");
    }
    List<String> lines = List.of(text.substring(0, blank).split("\n", -1));
    if (!lines.getFirst().startsWith("old ")) {
      throw new FormatException("the request begins with an old size line");
    }
    if (lines.size() - 1 > MAX_PROOF) {
      throw new FormatException("a proof has at most 63 lines, not " + (lines.size() - 1));
    }
    List<Hash> proof = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      proof.add(Lines.hash(line, "proof line"));
    }
    byte[] note = text.substring(blank + 2).getBytes(StandardCharsets.UTF_8);
    return new AddCheckpoint(
        Lines.number(lines.getFirst().substring("old ".length()), "old size"),
        proof,
        SignedNote.parse(note));
  }

  /** The request as bytes. */
  public byte[] encode() {
    StringBuilder text = new StringBuilder("old ").append(oldSize).append('\n');
    proof.forEach(hash -> text.append(hash.base64()).append('\n'));
    text.append('\n').append(new String(note.encode(), StandardCharsets.UTF_8));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
