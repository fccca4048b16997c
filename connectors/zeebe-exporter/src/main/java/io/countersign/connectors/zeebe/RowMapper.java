package io.countersign.connectors.zeebe;

import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RejectionType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a record into the row that history keeps of it.
 *
 * <p>The record is read completely before this returns, because the broker reuses its buffers. It
 * never throws on account of a record's content: what cannot be read is stored with its coordinates
 * alone. Not safe for use by several threads.
 */
final class RowMapper {

  private static final ObjectMapper JSON = new JsonMapper();

  private static final String DEFAULT_TENANT = "<default>";

  private final Redactor redactor;

  RowMapper(Redactor redactor) {
    this.redactor = redactor;
  }

  HistoryRow map(Record<?> record, @Nullable Long previousPosition) {
    HistoryRow.Columns columns;
    String payload;
    try {
      JsonNode value = JSON.readTree(record.getValue().toJson());
      ObjectNode kept = redactor.redact(value, Shapes.of(record.getValueType().name()));
      columns = columns(record, kept);
      payload = JSON.writeValueAsString(kept);
    } catch (RuntimeException | LinkageError unreadable) {
      columns = HistoryRow.Columns.NONE;
      payload = "{\"unreadable\":\"" + unreadable.getClass().getSimpleName() + "\"}";
    }
    RejectionType rejection = record.getRejectionType();
    return new HistoryRow(
        record.getPartitionId(),
        record.getPosition(),
        previousPosition,
        record.getValueType().name(),
        record.getIntent().name(),
        record.getRecordType().name(),
        rejection == null || rejection == RejectionType.NULL_VAL ? null : rejection.name(),
        positive(record.getKey()),
        record.getTimestamp(),
        positive(record.getSourceRecordPosition()),
        record.getBrokerVersion(),
        columns,
        payload);
  }

  /** Moves what has a column of its own out of the payload. */
  private static HistoryRow.Columns columns(Record<?> record, ObjectNode kept) {
    String valueType = record.getValueType().name();
    Actor actor = Actor.of(record);
    Integer version = takeInt(kept, "processDefinitionVersion");
    boolean named = "VARIABLE".equals(valueType);
    if (DEFAULT_TENANT.equals(kept.path("tenantId").asString(""))) {
      kept.remove("tenantId");
    }
    return new HistoryRow.Columns(
        takeText(kept, "bpmnProcessId"),
        version == null ? takeProcessVersion(valueType, kept) : version,
        takeKey(kept, "processInstanceKey"),
        takeKey(kept, "parentProcessInstanceKey"),
        takeKey(kept, "processDefinitionKey"),
        takeText(kept, "elementId"),
        takeText(kept, "bpmnElementType"),
        elementInstanceKey(record, valueType, kept),
        takeKey(kept, "flowScopeKey"),
        userTaskKey(record, valueType, kept),
        takeText(kept, "assignee"),
        "USER_TASK".equals(valueType) ? takeText(kept, "action") : null,
        actor.name(),
        actor.kind(),
        named || "MESSAGE".equals(valueType) ? takeText(kept, "name") : null,
        named ? takeText(kept, "value") : null,
        "JOB".equals(valueType) ? takeText(kept, "type") : null,
        takeText(kept, "errorType"),
        takeText(kept, "errorCode"));
  }

  private static @Nullable Integer takeProcessVersion(String valueType, ObjectNode kept) {
    return valueType.startsWith("PROCESS") ? takeInt(kept, "version") : null;
  }

  private static @Nullable Long elementInstanceKey(
      Record<?> record, String valueType, ObjectNode kept) {
    Long named = takeKey(kept, "elementInstanceKey");
    return switch (valueType) {
      case "PROCESS_INSTANCE" -> positive(record.getKey());
      case "VARIABLE", "VARIABLE_DOCUMENT" -> takeKey(kept, "scopeKey");
      default -> named;
    };
  }

  /** Commands on a user task name it by the record's key alone. */
  private static @Nullable Long userTaskKey(Record<?> record, String valueType, ObjectNode kept) {
    Long named = takeKey(kept, "userTaskKey");
    return named == null && "USER_TASK".equals(valueType) ? positive(record.getKey()) : named;
  }

  private static @Nullable Long takeKey(ObjectNode kept, String field) {
    JsonNode value = kept.remove(field);
    return value == null ? null : positive(value.longValue());
  }

  private static @Nullable Integer takeInt(ObjectNode kept, String field) {
    JsonNode value = kept.remove(field);
    return value == null || value.intValue() <= 0 ? null : (Integer) value.intValue();
  }

  private static @Nullable String takeText(ObjectNode kept, String field) {
    JsonNode value = kept.remove(field);
    return value == null ? null : SafeText.orNull(value.asString(""));
  }

  private static @Nullable Long positive(long key) {
    return key > 0 ? key : null;
  }
}
