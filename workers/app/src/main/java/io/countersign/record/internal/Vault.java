package io.countersign.record.internal;

import io.countersign.ledger.entry.Commitment;
import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.Salt;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the salts of commitments and the references of people. Destroying either erases what the
 * ledger knows of them; every proof still verifies.
 */
@Component
class Vault {

  /** Stands for a person whose reference was destroyed. */
  static final String ERASED = "erased";

  private final JdbcClient jdbc;
  private final Clock clock;

  Vault(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Secrets for a new entry; its salts are kept by {@link #keep}. */
  Fresh fresh() {
    return new Fresh();
  }

  /** The secrets that were kept of an entry. */
  Secrets keptOf(Entry entry) {
    return new Kept(entry);
  }

  /** Secrets that are made as they are needed. */
  final class Fresh implements Secrets {
    private final Map<String, Salt> salts = new LinkedHashMap<>();

    @Override
    public String reference(String directoryId) {
      return find(directoryId).orElseGet(() -> create(directoryId));
    }

    @Override
    public Commitment commit(String name, String payload) {
      Salt salt = Salt.random();
      salts.put(name, salt);
      return Commitment.to(payload.getBytes(StandardCharsets.UTF_8), salt);
    }

    /** Stores the salts beside the intent. */
    void keep(UUID intentId) {
      salts.forEach(
          (name, salt) ->
              jdbc.sql("insert into ledger_salt (intent_id, name, salt) values (?, ?, ?)")
                  .params(intentId, name, salt.bytes())
                  .update());
    }
  }

  private final class Kept implements Secrets {
    private final Entry entry;

    Kept(Entry entry) {
      this.entry = entry;
    }

    @Override
    public String reference(String directoryId) {
      return find(directoryId).orElse(ERASED);
    }

    /** Without its salt a commitment cannot be checked any more; it is taken as it is. */
    @Override
    public Commitment commit(String name, String payload) {
      Optional<Commitment> logged = Optional.ofNullable(entry.commitments().get(name));
      byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
      return salt(UUID.fromString(entry.id()), name)
          .map(salt -> Commitment.to(bytes, salt))
          .or(() -> logged)
          .orElseGet(() -> Commitment.to(bytes, Salt.random()));
    }

    @Override
    public Optional<Digest> logged(String name) {
      return Optional.ofNullable(entry.digests().get(name));
    }
  }

  private Optional<Salt> salt(UUID intentId, String name) {
    return jdbc.sql("select salt from ledger_salt where intent_id = ? and name = ?")
        .params(intentId, name)
        .query(byte[].class)
        .optional()
        .map(Salt::of);
  }

  /** The reference of a person or agent, if there is one. */
  Optional<String> find(String directoryId) {
    return jdbc.sql("select reference from ledger_person where person = ?")
        .param(directoryId)
        .query(String.class)
        .optional();
  }

  /** Whether the ledger's reference still leads to somebody. */
  boolean knows(String reference) {
    return jdbc.sql("select exists (select from ledger_person where reference = ?)")
        .param(reference)
        .query(Boolean.class)
        .single();
  }

  private String create(String directoryId) {
    jdbc.sql(
            """
            insert into ledger_person (person, reference, first_seen) values (?, ?, ?)
            on conflict (person) do nothing
            """)
        .params(
            directoryId, "person:" + UUID.randomUUID(), clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    return find(directoryId).orElseThrow();
  }
}
