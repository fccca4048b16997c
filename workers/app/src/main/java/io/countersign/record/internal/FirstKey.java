package io.countersign.record.internal;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.VerifierKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key that the log signed with when this database first knew it; stored once, never changed.
 */
@Component
class FirstKey {

  private final JdbcClient jdbc;

  FirstKey(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The first key; the head's, if none is stored yet. */
  VerifierKey learnedFrom(Head head) {
    jdbc.sql(
            """
            insert into ledger_first_key (verifier, learned_at) values (?, ?)
            on conflict (one) do nothing
            """)
        .params(head.verifier().toString(), head.publishedAt())
        .update();
    String stored = jdbc.sql("select verifier from ledger_first_key").query(String.class).single();
    try {
      return VerifierKey.parse(stored);
    } catch (FormatException e) {
      throw new IllegalStateException(
          "ledger_first_key holds '" + stored + "', no verifier string. Restore it.", e);
    }
  }
}
