package io.countersign.testing;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks for words in everything that a database holds, as somebody with a dump of it would. */
public final class DatabaseScan {

  private final JdbcClient jdbc;

  private DatabaseScan(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public static DatabaseScan of(JdbcClient jdbc) {
    return new DatabaseScan(jdbc);
  }

  /** The tables with a row that holds one of these words in any column, as text or as bytes. */
  public List<String> tablesWith(String... words) {
    List<String> sought =
        Stream.of(words)
            .flatMap(
                word ->
                    Stream.of(
                        word, HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8))))
            .toList();
    return tables().stream().filter(table -> holds(table, sought)).toList();
  }

  private List<String> tables() {
    List<String> tables =
        jdbc.sql(
                """
                select format('%I.%I', n.nspname, c.relname)
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
                order by 1
                """)
            .query(String.class)
            .list();
    if (tables.size() < 10) {
      throw new AssertionError("Only these tables were found: " + tables);
    }
    return tables;
  }

  private boolean holds(String table, List<String> sought) {
    return jdbc.sql(
            "select exists (select from %s t, unnest(cast(:words as text[])) w where position(w in cast(t as text)) > 0)"
                .formatted(table))
        .param("words", sought.toArray(String[]::new))
        .query(Boolean.class)
        .single();
  }
}
