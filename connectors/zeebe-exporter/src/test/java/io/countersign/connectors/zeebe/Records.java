package io.countersign.connectors.zeebe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.camunda.zeebe.protocol.impl.encoding.MsgPackConverter;
import io.camunda.zeebe.protocol.impl.record.CopiedRecord;
import io.camunda.zeebe.protocol.impl.record.RecordMetadata;
import io.camunda.zeebe.protocol.impl.record.UnifiedRecordValue;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceRecord;
import io.camunda.zeebe.protocol.impl.record.value.variable.VariableRecord;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.intent.VariableIntent;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Builds records with the engine's own classes, so that they serialise as a broker's do. */
final class Records {

  static final long INSTANCE = 2251799813685300L;
  static final long NOON = 1_763_899_200_123L;

  private Records() {}

  static Record<?> event(long position, ValueType type, Intent intent, UnifiedRecordValue value) {
    return record(position, RecordType.EVENT, type, intent, value);
  }

  static Record<?> command(long position, ValueType type, Intent intent, UnifiedRecordValue value) {
    return record(position, RecordType.COMMAND, type, intent, value);
  }

  static Record<?> record(
      long position,
      RecordType recordType,
      ValueType type,
      Intent intent,
      UnifiedRecordValue value) {
    var metadata = new RecordMetadata().recordType(recordType).valueType(type).intent(intent);
    return new CopiedRecord<>(value, metadata, 9000 + position, 1, position, position - 1, NOON);
  }

  /** An element that was activated, the most frequent record. */
  static Record<?> element(long position) {
    return event(
        position,
        ValueType.PROCESS_INSTANCE,
        ProcessInstanceIntent.ELEMENT_ACTIVATED,
        new ProcessInstanceRecord()
            .setBpmnProcessId("export-dataset")
            .setElementId("Task_Export")
            .setBpmnElementType(BpmnElementType.SERVICE_TASK)
            .setProcessInstanceKey(INSTANCE)
            .setProcessDefinitionKey(77)
            .setFlowScopeKey(INSTANCE)
            .setVersion(3));
  }

  static Record<?> variable(long position, String name, String json) {
    return event(
        position,
        ValueType.VARIABLE,
        VariableIntent.CREATED,
        new VariableRecord()
            .setName(text(name))
            .setValue(variables(json))
            .setScopeKey(INSTANCE + 5)
            .setProcessInstanceKey(INSTANCE)
            .setProcessDefinitionKey(77)
            .setBpmnProcessId(text("export-dataset")));
  }

  /** A record that is not history: an element on its way to being activated. */
  static Record<?> noise(long position) {
    return event(
        position,
        ValueType.PROCESS_INSTANCE,
        ProcessInstanceIntent.ELEMENT_ACTIVATING,
        new ProcessInstanceRecord());
  }

  static DirectBuffer text(String text) {
    return new UnsafeBuffer(text.getBytes(UTF_8));
  }

  static DirectBuffer variables(String json) {
    return new UnsafeBuffer(MsgPackConverter.convertToMsgPack(json));
  }
}
