package io.countersign.evidence.internal;

import io.countersign.support.CanonicalJson;
import io.countersign.testing.ClearPayloads;
import io.countersign.testing.SliceDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Streams a population of a million actions, or as many as the first argument says, into the files
 * of a pack, and prints how long that took and how much heap it needed. Run it with a small heap
 * ({@code -Xmx128m}): it has to do. No part of the build.
 */
public final class PopulationBenchmark {

  private static final List<String> FILL =
      List.of(
          "set session_replication_role = replica",
          """
          insert into sealed_action (id, digest, canonical, sealed_at)
          select md5('a' || n)::uuid, 'sha256:' || md5('d' || n) || md5('e' || n),
            '{"effect":"dataset.export","environment":"production","requestedBy":"ada","reason":"' || md5(n::text)
              || '","parameters":{"path":"/srv/exports/' || n || '.csv"}}',
            timestamptz '2026-01-01' + n * interval '1 second'
          from generate_series(1, :count) n
          """,
          """
          insert into ruling (action_id, inputs, content, ruled_at)
          select md5('a' || n)::uuid, '{}', '{"kind":"review","controls":["SOC2:CC6.1","SOC2:CC6.7"]}', now()
          from generate_series(1, :count) n
          """,
          "set session_replication_role = default",
          "analyze sealed_action",
          "analyze ruling");

  private PopulationBenchmark() {}

  /**
   * @param args the number of actions, a million without it
   */
  public static void main(String[] args) {
    int count = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(SliceDatabase.freshUrl());
    source.setUser("postgres");
    source.setPassword("postgres");
    Flyway.configure()
        .dataSource(source)
        .defaultSchema("countersign")
        .schemas("countersign")
        .load()
        .migrate();
    JdbcTemplate jdbc = new JdbcTemplate(source);
    jdbc.execute(
        (java.sql.Connection connection) -> {
          try (var statement = connection.createStatement()) {
            for (String sql : FILL) {
              statement.execute(sql.replace(":count", Integer.toString(count)));
            }
          }
          return true;
        });
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    long before = System.nanoTime();
    long bytes = stream(new TransactionTemplate(new DataSourceTransactionManager(source)), jdbc);
    System.out.printf(
        Locale.ENGLISH,
        "%,d actions, %,d bytes in %.1f s; at most %,d MB of heap%n",
        count,
        bytes,
        (System.nanoTime() - before) / 1e9,
        pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20);
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private static long stream(TransactionTemplate transactions, JdbcTemplate jdbc) {
    Population population = new Population(jdbc, new ClearPayloads());
    Tally tally = new Tally();
    Sample sample = new Sample("seed", 25);
    long[] bytes = {0};
    transactions.executeWithoutResult(
        status -> {
          try {
            PackZip pack = new PackZip(OutputStream.nullOutputStream());
            pack.file(
                "population.jsonl",
                file ->
                    population.each(
                        Instant.EPOCH,
                        Instant.parse("2100-01-01T00:00:00Z"),
                        member -> {
                          tally.add(member);
                          sample.offer(member.id());
                          bytes[0] += line(member, file);
                        }));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return bytes[0];
  }

  private static int line(Member member, OutputStream file) {
    try {
      byte[] line = (CanonicalJson.of(member.content()) + "\n").getBytes(StandardCharsets.UTF_8);
      file.write(line);
      return line.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
