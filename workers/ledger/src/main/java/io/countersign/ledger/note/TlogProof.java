package io.countersign.ledger.note;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.tree.Hash;
import io.countersign.ledger.tree.ProofVerifier;
import io.countersign.ledger.tree.Rfc6962;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A proof that an entry stands in a log, to be checked offline: C2SP tlog-proof, file extension
 * {@code .tlog-proof}.
 *
 * @param extra opaque bytes that nothing authenticates
 * @param index zero-based index of the entry
 * @param path inclusion proof, leaf's sibling first
 * @param checkpoint the checkpoint in which the entry is proven, with all its signatures
 */
public record TlogProof(Optional<Extra> extra, long index, List<Hash> path, SignedNote checkpoint) {
  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final int MAX_PATH = 63;

  public TlogProof {
    path = List.copyOf(path);
  }

  /** Bytes that travel with a proof without being proven, in Base64. */
  public record Extra(String base64) {
    /** Wraps bytes. */
    public static Extra of(byte[] bytes) {
      return new Extra(Base64.getEncoder().encodeToString(bytes));
    }

    public byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }
  }

  /**
   * Reads a proof without checking it.
   *
   * @throws FormatException if the bytes are anything else
   */
  public static TlogProof parse(byte[] bytes) throws FormatException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int blank = text.indexOf("\n\n");
    if (blank < 0) {
      throw new FormatException("a proof has a blank line before its checkpoint");
    }
    List<String> lines = new ArrayList<>(List.of(text.substring(0, blank).split("\n", -1)));
    if (!lines.removeFirst().equals(HEADER)) {
      throw new FormatException("a proof begins with the line " + HEADER);
    }
    Optional<Extra> extra = Optional.empty();
    if (!lines.isEmpty() && lines.getFirst().startsWith("extra ")) {
      String base64 = lines.removeFirst().substring("extra ".length());
      extra = Optional.of(Extra.of(KeyNames.base64(base64)));
    }
    if (lines.isEmpty() || !lines.getFirst().startsWith("index ")) {
      throw new FormatException("a proof has an index line");
    }
    long index = Lines.number(lines.removeFirst().substring("index ".length()), "index");
    if (lines.size() > MAX_PATH) {
      throw new FormatException("a proof has at most 63 hashes, not " + lines.size());
    }
    List<Hash> path = new ArrayList<>();
    for (String line : lines) {
      path.add(Lines.hash(line, "proof line"));
    }
    byte[] note = text.substring(blank + 2).getBytes(StandardCharsets.UTF_8);
    return new TlogProof(extra, index, path, SignedNote.parse(note));
  }

  /** The proof as bytes. */
  public byte[] encode() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    extra.ifPresent(bytes -> text.append("extra ").append(bytes.base64()).append('\n'));
    text.append("index ").append(index).append('\n');
    path.forEach(hash -> text.append(hash.base64()).append('\n'));
    text.append('\n');
    return (text + new String(checkpoint.encode(), StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Checks that a log proves an entry.
   *
   * @param entry the entry's bytes
   * @param origin the log that is expected
   * @param logKeys keys of that log; one of them must have signed the checkpoint
   * @return the checkpoint that the entry is proven in
   * @throws FormatException saying which part is wrong
   */
  public Checkpoint verify(byte[] entry, String origin, Collection<VerifierKey> logKeys)
      throws FormatException {
    if (checkpoint.verify(logKeys).isEmpty()) {
      throw new FormatException("no key of " + origin + " signed the proof's checkpoint");
    }
    Checkpoint head = Checkpoint.parse(checkpoint.text());
    if (!head.origin().equals(origin)) {
      throw new FormatException(
          "the proof is from the log %s, not %s".formatted(head.origin(), origin));
    }
    if (!ProofVerifier.includes(Rfc6962.leaf(entry), index, head.size(), path, head.root())) {
      throw new FormatException(
          "the entry is not entry %d of %s at size %d".formatted(index, origin, head.size()));
    }
    return head;
  }
}
