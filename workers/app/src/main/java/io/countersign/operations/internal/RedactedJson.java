package io.countersign.operations.internal;

import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/** {@link Redaction} of every text in structured log lines. Named in {@code application.yaml}. */
class RedactedJson implements StructuredLoggingJsonMembersCustomizer<Object> {

  @Override
  public void customize(JsonWriter.Members<Object> members) {
    members.applyingValueProcessor(
        JsonWriter.ValueProcessor.of(String.class, text -> Redaction.of(text)));
  }
}
