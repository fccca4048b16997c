package io.countersign.connectors.zeebe;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table {@code record}: its name, the type of the array that carries a batch of its
 * values, and where the value comes from.
 */
record RecordColumn(String name, String type, Function<HistoryRow, @Nullable Object> value) {

  static final List<RecordColumn> ALL =
      List.of(
          new RecordColumn("partition_id", "integer", HistoryRow::partitionId),
          new RecordColumn("position", "bigint", HistoryRow::position),
          new RecordColumn("previous_position", "bigint", HistoryRow::previousPosition),
          text("value_type", HistoryRow::valueType),
          text("intent", HistoryRow::intent),
          text("record_type", HistoryRow::recordType),
          text("rejection_type", HistoryRow::rejectionType),
          new RecordColumn("key", "bigint", HistoryRow::key),
          new RecordColumn("ts", "bigint", HistoryRow::timestamp),
          new RecordColumn("source_position", "bigint", HistoryRow::sourcePosition),
          text("broker_version", HistoryRow::brokerVersion),
          text("bpmn_process_id", row -> row.columns().bpmnProcessId()),
          new RecordColumn("process_version", "integer", row -> row.columns().processVersion()),
          key("process_instance_key", HistoryRow.Columns::processInstanceKey),
          key("parent_process_instance_key", HistoryRow.Columns::parentProcessInstanceKey),
          key("process_definition_key", HistoryRow.Columns::processDefinitionKey),
          text("element_id", row -> row.columns().elementId()),
          text("element_type", row -> row.columns().elementType()),
          key("element_instance_key", HistoryRow.Columns::elementInstanceKey),
          key("flow_scope_key", HistoryRow.Columns::flowScopeKey),
          key("user_task_key", HistoryRow.Columns::userTaskKey),
          text("assignee", row -> row.columns().assignee()),
          text("action", row -> row.columns().action()),
          text("actor", row -> row.columns().actor()),
          text("actor_kind", row -> row.columns().actorKind()),
          text("name", row -> row.columns().name()),
          text("digest", row -> row.columns().digest()),
          text("job_type", row -> row.columns().jobType()),
          text("error_type", row -> row.columns().errorType()),
          text("error_code", row -> row.columns().errorCode()),
          text("payload", HistoryRow::payload));

  private static RecordColumn text(String name, Function<HistoryRow, @Nullable Object> value) {
    return new RecordColumn(name, "text", value);
  }

  private static RecordColumn key(
      String name, Function<HistoryRow.Columns, @Nullable Object> value) {
    return new RecordColumn(name, "bigint", row -> value.apply(row.columns()));
  }

  /** The expression that turns an unnested value into the column's own type. */
  String expression() {
    return switch (name) {
      case "ts" -> "timestamptz 'epoch' + r.ts * interval '1 millisecond'";
      case "payload" -> "r.payload::jsonb";
      default -> "r." + name;
    };
  }

  Object[] values(List<HistoryRow> rows) {
    Object[] values = new Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    return values;
  }
}
