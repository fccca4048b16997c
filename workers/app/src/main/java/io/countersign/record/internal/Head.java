package io.countersign.record.internal;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/**
 * The log as the database knows it. Every entry below {@code size} is noted with its intent.
 *
 * @param checkpoint what was published last
 * @param note the same, signed
 * @param verifier the key that signs
 * @param publishedAt when
 */
record Head(
    Checkpoint checkpoint, SignedNote note, VerifierKey verifier, OffsetDateTime publishedAt) {

  static final String SELECT = "select verifier, note, published_at from ledger_head";

  static Head of(ResultSet row) throws SQLException {
    try {
      SignedNote note = SignedNote.parse(row.getString("note").getBytes(StandardCharsets.UTF_8));
      return new Head(
          Checkpoint.parse(note.text()),
          note,
          VerifierKey.parse(row.getString("verifier")),
          row.getObject("published_at", OffsetDateTime.class));
    } catch (FormatException e) {
      throw new SQLException("The stored head of the ledger cannot be read: " + e.getMessage(), e);
    }
  }

  void store(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into ledger_head (origin, verifier, size, root, note, published_at)
            values (?, ?, ?, ?, ?, ?)
            on conflict (one) do update set origin = excluded.origin, verifier = excluded.verifier,
              size = excluded.size, root = excluded.root, note = excluded.note,
              published_at = excluded.published_at
            """)) {
      statement.setString(1, checkpoint.origin());
      statement.setString(2, verifier.toString());
      statement.setLong(3, checkpoint.size());
      statement.setString(4, checkpoint.root().base64());
      statement.setString(5, new String(note.encode(), StandardCharsets.UTF_8));
      statement.setObject(6, publishedAt);
      statement.executeUpdate();
    }
  }
}
