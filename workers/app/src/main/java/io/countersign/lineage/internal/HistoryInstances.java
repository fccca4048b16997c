package io.countersign.lineage.internal;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The process instances that process history knows of, also where their beginning is missing. */
@Component
class HistoryInstances {

  private static final int PAGE = 500;

  private final JdbcClient jdbc;
  private final String schema;

  HistoryInstances(JdbcClient jdbc, @Value("${countersign.history.schema:history}") String schema) {
    if (!schema.matches("[a-z_][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "Setting 'countersign.history.schema' is '" + schema + "', which is no schema's name.");
    }
    this.jdbc = jdbc;
    this.schema = schema;
  }

  /** Takes an instance's key and the id of its process. */
  @FunctionalInterface
  interface Taker {
    void take(long key, String process);
  }

  boolean has(long key) {
    return !missing()
        && jdbc.sql(
                "select exists (select from %s.record where process_instance_key = ?)"
                    .formatted(schema))
            .param(key)
            .query(Boolean.class)
            .single();
  }

  void forEach(Taker taker) {
    long last = 0;
    List<Map.Entry<Long, String>> page = missing() ? List.of() : after(last);
    while (!page.isEmpty()) {
      page.forEach(instance -> taker.take(instance.getKey(), instance.getValue()));
      last = page.getLast().getKey();
      page = after(last);
    }
  }

  private List<Map.Entry<Long, String>> after(long key) {
    return jdbc.sql(
            """
            select process_instance_key as key, coalesce(max(bpmn_process_id), '') as process
            from %s.record where process_instance_key > ? group by 1 order by 1 limit ?
            """
                .formatted(schema))
        .params(key, PAGE)
        .query((row, n) -> Map.entry(row.getLong("key"), row.getString("process")))
        .list();
  }

  private boolean missing() {
    return jdbc.sql("select to_regclass(?) is null")
        .param(schema + ".record")
        .query(Boolean.class)
        .single();
  }
}
