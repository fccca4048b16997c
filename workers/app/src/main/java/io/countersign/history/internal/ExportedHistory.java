package io.countersign.history.internal;

import io.countersign.history.HistoryGap;
import io.countersign.history.HistoryRecord;
import io.countersign.history.ProcessHistory;
import io.countersign.history.ProcessScope;
import io.countersign.history.TaskCompletion;
import io.countersign.support.CanonicalJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the records that the Zeebe exporter stored. */
@Component
class ExportedHistory implements ProcessHistory {

  private final JdbcClient jdbc;
  private final String schema;
  private final HistoryDigest digest;

  ExportedHistory(JdbcClient jdbc, HistoryProperties properties) {
    this.jdbc = jdbc;
    this.schema = properties.schema();
    this.digest = new HistoryDigest(properties.digestKeyFile());
  }

  @Override
  public OptionalLong userTaskKey(long elementInstanceKey) {
    if (missing()) {
      return OptionalLong.empty();
    }
    return jdbc.sql(
            """
            select user_task_key from %s.record
            where element_instance_key = ? and value_type = 'USER_TASK' and intent = 'CREATED'
            """
                .formatted(schema))
        .param(elementInstanceKey)
        .query(Long.class)
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  @Override
  public Optional<TaskCompletion> completion(long elementInstanceKey) {
    if (missing()) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select user_task_key, process_instance_key, assignee, ts, payload -> 'variables' as variables
            from %s.record
            where element_instance_key = ? and value_type = 'USER_TASK'
              and intent = 'COMPLETED' and record_type = 'EVENT'
            """
                .formatted(schema))
        .param(elementInstanceKey)
        .query((row, n) -> completion(row))
        .optional();
  }

  private static TaskCompletion completion(ResultSet row) throws SQLException {
    Map<String, String> digests = new HashMap<>();
    String variables = row.getString("variables");
    if (variables != null) {
      CanonicalJson.read(variables).forEach((name, value) -> digests.put(name, value.toString()));
    }
    return new TaskCompletion(
        row.getLong("user_task_key"),
        row.getLong("process_instance_key"),
        text(row, "assignee"),
        row.getTimestamp("ts").toInstant(),
        digests);
  }

  @Override
  public boolean completedWith(TaskCompletion completion, String variable, String value) {
    return digest
        .of(completion.processInstanceKey(), variable, value)
        .equals(completion.variableDigests().get(variable));
  }

  @Override
  public boolean hasCompletedJob(long jobKey, long processInstanceKey) {
    return !missing()
        && jdbc.sql(
                """
                select exists (select 1 from %s.record
                  where process_instance_key = ? and key = ?
                    and value_type = 'JOB' and intent = 'COMPLETED')
                """
                    .formatted(schema))
            .params(processInstanceKey, jobKey)
            .query(Boolean.class)
            .single();
  }

  @Override
  public List<HistoryRecord> ofInstance(long processInstanceKey) {
    if (missing()) {
      return List.of();
    }
    return jdbc.sql(
            """
            with recursive instance(key) as (
              select cast(? as bigint)
              union
              select r.process_instance_key from %1$s.record r
                join instance i on r.parent_process_instance_key = i.key)
            select r.* from %1$s.record r
            where r.process_instance_key in (select key from instance)
            order by r.ts, r.partition_id, r.position
            """
                .formatted(schema))
        .param(processInstanceKey)
        .query((row, n) -> record(row))
        .list();
  }

  private static HistoryRecord record(ResultSet row) throws SQLException {
    Timestamp at = row.getTimestamp("ts");
    return new HistoryRecord(
        row.getInt("partition_id"),
        row.getLong("position"),
        at.toInstant(),
        row.getString("value_type"),
        row.getString("intent"),
        row.getString("record_type"),
        model(row),
        text(row, "element_id"),
        text(row, "element_type"),
        row.getLong("process_instance_key"),
        row.getLong("key"),
        row.getLong("element_instance_key"),
        text(row, "assignee"),
        text(row, "job_type"),
        text(row, "error_code"));
  }

  private static Optional<String> model(ResultSet row) throws SQLException {
    if (!row.getString("value_type").equals("DECISION")) {
      return text(row, "bpmn_process_id");
    }
    Object decision = CanonicalJson.read(row.getString("payload")).get("decisionId");
    return Optional.ofNullable(decision).map(String::valueOf);
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).filter(value -> !value.isEmpty());
  }

  @Override
  public List<Integer> partitions() {
    return missing()
        ? List.of()
        : jdbc.sql("select partition_id from %s.progress order by 1".formatted(schema))
            .query(Integer.class)
            .list();
  }

  @Override
  public List<HistoryRecord> after(int partition, long position, int limit) {
    return jdbc.sql(
            """
            select r.* from %s.record r where r.partition_id = ? and r.position > ?
            order by r.position limit ?
            """
                .formatted(schema))
        .params(partition, position, limit)
        .query((row, n) -> record(row))
        .list();
  }

  /** Of two instances of one partition, the caller was there first, under a lower key. */
  @Override
  public Optional<ProcessScope> scopeOf(long key) {
    return jdbc.sql(
            """
            with recursive found(process_id, key) as (
              (select bpmn_process_id, process_instance_key from %1$s.record
               where process_instance_key = :key and bpmn_process_id <> '' limit 1)
              union all
              (select bpmn_process_id, process_instance_key from %1$s.record
               where element_instance_key = :key and bpmn_process_id <> ''
                 and process_instance_key is not null limit 1)
              limit 1),
            up(key) as (
              select key from found
              union
              select r.parent_process_instance_key from %1$s.record r
                join up on r.process_instance_key = up.key
              where r.parent_process_instance_key is not null)
            select process_id, key as instance_key, (select min(key) from up) as root_key from found
            """
                .formatted(schema))
        .param("key", key)
        .query(ProcessScope.class)
        .optional();
  }

  @Override
  public List<HistoryGap> gapList() {
    if (missing()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select partition_id, coalesce(position, -1) as position, kind,
              previous_position is null and found_previous_position is null as first
            from %s.gap
            """
                .formatted(schema))
        .query(
            (row, n) ->
                new HistoryGap(
                    row.getInt("partition_id"),
                    row.getLong("position"),
                    row.getString("kind"),
                    row.getBoolean("first")))
        .list();
  }

  @Override
  public long gaps() {
    return count("select count(*) from %s.gap");
  }

  @Override
  public long size() {
    return count("select count(*) from %s.record");
  }

  private long count(String sql) {
    return missing() ? 0 : jdbc.sql(sql.formatted(schema)).query(Long.class).single();
  }

  /** The exporter creates its tables with its first record; before that, history is empty. */
  private boolean missing() {
    return jdbc.sql("select to_regclass(?) is null")
        .param(schema + ".record")
        .query(Boolean.class)
        .single();
  }
}
