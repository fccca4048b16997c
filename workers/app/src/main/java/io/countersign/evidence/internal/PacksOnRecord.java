package io.countersign.evidence.internal;

import io.countersign.evidence.Examinations;
import io.countersign.evidence.PackOrder;
import io.countersign.record.EvidencePackExamined;
import io.countersign.record.EvidencePackMade;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Which packs were made, and who examined them. Both go on record. */
@Component
class PacksOnRecord implements Examinations {

  private static final int LISTED = 50;

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate apart;
  private final Clock clock;

  PacksOnRecord(
      JdbcClient jdbc,
      ApplicationEventPublisher events,
      PlatformTransactionManager manager,
      Clock clock) {
    this.jdbc = jdbc;
    this.events = events;
    this.apart = new TransactionTemplate(manager);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.clock = clock;
  }

  /** A pack is about to be whole. In a transaction of its own, as packs are read-only. */
  void made(PackOrder order, String manifestDigest, Instant at) {
    apart.executeWithoutResult(
        status ->
            events.publishEvent(
                new EvidencePackMade(
                    order.framework().wireName(),
                    order.from(),
                    order.to(),
                    manifestDigest,
                    order.orderedBy(),
                    at)));
  }

  @Override
  public boolean examined(String packDigest, String note, String by) {
    if (!packDigest.matches("sha256:[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "'%s' is no digest. It is sha256: and the 64 digits of sha256sum manifest.json."
              .formatted(packDigest));
    }
    if (note.length() > LONGEST_NOTE || note.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "The note has %d characters; say it in up to %d, without NUL."
              .formatted(note.length(), LONGEST_NOTE));
    }
    boolean known =
        jdbc.sql(
                """
                select exists (select from pack_event
                  where kind = 'evidence.pack-made' and pack_digest = ?)
                """)
            .param(packDigest)
            .query(Boolean.class)
            .single();
    if (known) {
      apart.executeWithoutResult(
          status ->
              events.publishEvent(
                  new EvidencePackExamined(packDigest, by, clock.instant(), note.strip())));
    }
    return known;
  }

  /** Packs made and examined until then: a sentence, and the newest of each. */
  Map<String, Object> before(Instant at) {
    OffsetDateTime until = at.atOffset(ZoneOffset.UTC);
    long made = count("evidence.pack-made", until);
    long examined = count("evidence.pack-examined", until);
    List<Map<String, Object>> listed =
        jdbc.sql(
                """
                select * from pack_event where happened_at <= ?
                order by happened_at desc, id limit ?
                """)
            .params(until, LISTED)
            .query((row, n) -> content(row))
            .list();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("made", made);
    content.put("examined", examined);
    content.put("sentence", sentence(made, examined));
    content.put("listed", listed);
    return content;
  }

  private long count(String kind, OffsetDateTime until) {
    return jdbc.sql("select count(*) from pack_event where kind = ? and happened_at <= ?")
        .params(kind, until)
        .query(Long.class)
        .single();
  }

  static String sentence(long made, long examined) {
    if (made == 0) {
      return "This is the first pack, so nobody can have examined one before.";
    }
    return "Before this one, %s made, and %s on record.%s"
        .formatted(
            Words.count(made, "pack was", "packs were"),
            Words.count(examined, "examination of a pack is", "examinations of packs are"),
            examined == 0 ? " That records are kept shows little while nobody looks at them." : "");
  }

  private static Map<String, Object> content(ResultSet row) throws SQLException {
    Map<String, Object> content = new LinkedHashMap<>();
    boolean made = row.getString("kind").equals("evidence.pack-made");
    content.put("what", made ? "made" : "examined");
    content.put("at", row.getObject("happened_at", OffsetDateTime.class).toInstant().toString());
    content.put("who", row.getString("person"));
    content.put("pack", row.getString("pack_digest"));
    content.put(
        "words",
        made
            ? "%s, %s to %s"
                .formatted(
                    row.getString("framework"),
                    row.getObject("period_from", OffsetDateTime.class).toInstant(),
                    row.getObject("period_to", OffsetDateTime.class).toInstant())
            : row.getString("note"));
    return content;
  }
}
