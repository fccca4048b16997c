package io.countersign.lineage.internal;

import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.LineageGraph.Direction;
import io.countersign.testing.ClearPayloads;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Stub;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntConsumer;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Fills a graph with a million runs, or as many as the first argument says, and prints how long its
 * questions take. A third of the runs mask, a third review, a third export; datasets are made from
 * one another in chains of five, by one agent of a hundred. No part of the build.
 */
public final class LineageBenchmark {

  private static final int ROUNDS = 300;
  private static final long SEED = 8;

  private static final List<String> FILL =
      List.of(
          "set session_replication_role = replica",
          """
          insert into lineage_node (id, key, kind, name, facts) overriding system value
          select a, 'agent:a' || a, 'AGENT', 'a' || a, '{}' from generate_series(1, 100) a
          """,
          """
          insert into lineage_node (id, key, kind, name, facts) overriding system value
          values (101, 'policy:p', 'POLICY', 'p', '{"version":1}'), (102, 'person:grace', 'PERSON', 'grace', '{}')
          """,
          """
          insert into lineage_node (id, key, kind, name, at, facts) overriding system value
          select 1000 + u * 8 + k, (array['revision:sha256:', 'run:masking:sha256:', 'revision:sha256:m', 'action:',
              'run:review:', 'run:effect:', 'copy:', 'decision:'])[k + 1] || md5(u::text) || md5(k::text),
            (array['REVISION', 'RUN', 'REVISION', 'ACTION', 'RUN', 'RUN', 'COPY', 'DECISION'])[k + 1],
            'dataset-' || (u / 5), timestamptz '2026-01-01' + u * interval '1 minute',
            '{"sha256":"sha256:' || md5(u::text) || '","type":"effect","state":"DONE"}'
          from generate_series(0, :units - 1) u, generate_series(0, 7) k where k > 0 or u % 5 = 0
          """,
          """
          insert into lineage_edge (from_id, kind, to_id, at)
          select f, e, t, timestamptz '2026-01-01' + u * interval '1 minute' from generate_series(0, :units - 1) u,
            lateral (select 1000 + u * 8 as b, case when u % 5 = 0 then 1000 + u * 8 else 1000 + (u - 1) * 8 + 2 end as s) ids,
            lateral (values (s, 'MASKED_BY', b + 1), (b + 1, 'WROTE', b + 2), (b + 2, 'READ', b + 4),
              (b + 2, 'READ', b + 5), (b + 4, 'ALLOWED', b + 5), (b + 5, 'WROTE', b + 6), (b + 6, 'HOLDS', b + 2),
              (1 + u % 100, 'ASKED', b + 3), (b + 3, 'PREPARED_BY', b + 1), (b + 3, 'REVIEWED_IN', b + 4),
              (b + 3, 'DONE_BY', b + 5), (102, 'CAST', b + 7), (b + 7, 'DECIDED', b + 4), (101, 'RULED', b + 3),
              (102, 'COULD_SEE', b + 4)) v(f, e, t)
          """,
          """
          insert into lineage_column
          select 1000 + u * 8 + k, p, case when k = 0 then 'EMAIL' else 'NONE' end, 'column ' || p
          from generate_series(0, :units - 1) u, generate_series(0, 2, 2) k, generate_series(0, 4) p
          where k > 0 or u % 5 = 0
          """,
          """
          insert into lineage_column_edge
          select case when u % 5 = 0 then 1000 + u * 8 else 1000 + (u - 1) * 8 + 2 end, p, 1000 + u * 8 + 2, p,
            'sha256:' || md5(u::text), 'keep', false, false
          from generate_series(0, :units - 1) u, generate_series(0, 4) p
          """,
          "set session_replication_role = default",
          "analyze lineage_node",
          "analyze lineage_edge",
          "analyze lineage_column",
          "analyze lineage_column_edge");

  private LineageBenchmark() {}

  /**
   * @param args the number of runs, a million without it
   */
  public static void main(String[] args) {
    int units = (args.length == 0 ? 1_000_000 : Integer.parseInt(args[0])) / 3;
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(SliceDatabase.url());
    source.setUser("postgres");
    source.setPassword("postgres");
    Flyway.configure()
        .dataSource(source)
        .defaultSchema("countersign")
        .schemas("countersign")
        .load()
        .migrate();
    try (SingleConnectionDataSource one =
        new SingleConnectionDataSource(SliceDatabase.url(), "postgres", "postgres", true)) {
      JdbcClient jdbc = JdbcClient.create(one);
      long before = System.nanoTime();
      fill(jdbc, units);
      System.out.printf(Locale.ENGLISH, "filled in %.0f s%n", (System.nanoTime() - before) / 1e9);
      System.out.printf(
          Locale.ENGLISH,
          "%,d runs, %,d nodes, %,d edges%n",
          units * 3,
          jdbc.sql("select count(*) from lineage_node").query(Long.class).single(),
          jdbc.sql("select count(*) from lineage_edge").query(Long.class).single());
      ask(jdbc, units);
    }
  }

  /** Without the indexes, which are made again at the end, and without the write-ahead log. */
  private static void fill(JdbcClient jdbc, int units) {
    jdbc.sql("set maintenance_work_mem = '256MB'").update();
    List<String> indexes =
        jdbc.sql(
                """
                select indexdef from pg_indexes i where schemaname = 'countersign'
                  and tablename in ('lineage_node', 'lineage_edge', 'lineage_column', 'lineage_column_edge')
                  and not exists (select from pg_constraint c where c.conname = i.indexname)
                """)
            .query(String.class)
            .list();
    for (String index : indexes) {
      jdbc.sql("drop index " + index.replaceFirst("CREATE (UNIQUE )?INDEX (\\S+) .*", "$2"))
          .update();
    }
    for (String table :
        List.of("lineage_column_edge", "lineage_column", "lineage_edge", "lineage_node")) {
      jdbc.sql("alter table " + table + " set unlogged").update();
    }
    for (String sql : FILL) {
      if (sql.startsWith("analyze lineage_node")) {
        indexes.forEach(index -> jdbc.sql(index).update());
      }
      jdbc.sql(sql.replace(":units", Integer.toString(units))).update();
    }
  }

  private static void ask(JdbcClient jdbc, int units) {
    GraphRows rows = new GraphRows(jdbc, new ClearPayloads());
    LineageGraph graph =
        new StoredGraph(
            rows,
            new Walks(jdbc),
            new Columns(jdbc),
            new Pending(jdbc, unused(), Clock.systemUTC()),
            jdbc);
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    time(units, "upstream of a copy", u -> graph.around(List.of(key(u, 6)), Direction.UP, 500));
    time(
        units,
        "downstream of a source",
        u -> graph.around(List.of(key(u / 5 * 5, 0)), Direction.DOWN, 500));
    time(units, "a dataset by name, both ways", u -> named(graph, "dataset-" + u / 5));
    time(units, "columns of a revision, with tags", u -> graph.columns(key(u, 2)));
    time(units, "downstream of a column", u -> graph.reachedBy(key(u / 5 * 5, 0), "column 3"));
    time(units, "who could have seen a revision", u -> graph.sightings(key(u, 2), 500));
    time(
        units,
        "deeds of an agent in a week",
        u ->
            graph.deeds(
                "agent:a" + (1 + u % 100),
                start.plusSeconds(60L * u),
                start.plusSeconds(60L * (u + 10_080)),
                500));
    time(units, "what rests on a decision", u -> graph.affectedBy(key(u, 7), 500));
  }

  private static void named(LineageGraph graph, String dataset) {
    graph.around(
        graph.find(dataset).stream().map(node -> node.key()).toList(), Direction.BOTH, 500);
  }

  private static void time(int units, String question, IntConsumer ask) {
    Random random = new Random(SEED);
    double[] millis = new double[ROUNDS];
    for (int i = -20; i < ROUNDS; i++) {
      int unit = random.nextInt(units);
      long before = System.nanoTime();
      ask.accept(unit);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - before) / 1e6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ENGLISH,
        "%-36s p50 %6.1f ms   p99 %6.1f ms   (goal: below 50 ms)%n",
        question,
        millis[ROUNDS / 2],
        millis[ROUNDS * 99 / 100]);
  }

  private static String key(int unit, int kind) {
    return List.of(
                "revision:sha256:",
                "run:masking:sha256:",
                "revision:sha256:m",
                "action:",
                "run:review:",
                "run:effect:",
                "copy:",
                "decision:")
            .get(kind)
        + md5(unit)
        + md5(kind);
  }

  private static String md5(int number) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5")
                  .digest(Integer.toString(number).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EntityManager unused() {
    return Stub.of(EntityManager.class).get();
  }
}
