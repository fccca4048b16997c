package io.countersign.ledger.log;

import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.tree.MerkleTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;

/** Logs of recognisable entries for tests. */
public final class Logs {
  public static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

  private Logs() {}

  public static SigningKey key() {
    return SigningKey.generate("log.example/countersign", SignatureType.ED25519);
  }

  public static byte[] entry(long index) {
    return ("{\"entry\":" + index + "}").getBytes(StandardCharsets.UTF_8);
  }

  public static List<byte[]> entries(long from, long to) {
    return LongStream.range(from, to).mapToObj(Logs::entry).toList();
  }

  /** Appends entries in batches of the given sizes. */
  public static void write(Path directory, SigningKey key, int... batches) throws IOException {
    try (LogWriter writer = LogWriter.open(directory, key, NOON)) {
      long at = writer.checkpoint().size();
      for (int batch : batches) {
        writer.append(entries(at, at + batch));
        at += batch;
      }
    }
  }

  public static MerkleTree tree(long size) {
    MerkleTree tree = new MerkleTree();
    entries(0, size).forEach(tree::append);
    return tree;
  }

  /** Whether the log's checkpoint, entries and tiles all say the same. */
  public static Checkpoint requireSound(Path directory) throws IOException {
    LogReader reader = new LogReader(directory);
    Checkpoint checkpoint = reader.checkpoint();
    MerkleTree tree = new MerkleTree();
    reader.entries(0, checkpoint.size()).forEach(tree::append);
    if (!tree.root().equals(checkpoint.root())
        || !reader.root(checkpoint.size()).equals(checkpoint.root())) {
      throw new AssertionError("the log in " + directory + " is not sound");
    }
    return checkpoint;
  }
}
