package io.countersign.evidence.internal;

import io.countersign.evidence.ActionRecord;
import io.countersign.evidence.Narrative;
import io.countersign.evidence.Narrative.Sentence;
import io.countersign.evidence.Narrative.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An action and what is told about it. */
record Told(UUID id, ActionRecord record, Narrative narrative) {

  /** Its sentences by what they are about; what is missing comes last. */
  Map<String, Object> content() {
    Map<String, List<String>> byTopic = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (Sentence sentence : narrative.sentences()) {
      boolean lacks = sentence.topic() == Topic.MISSING;
      (lacks ? missing : byTopic.computeIfAbsent(sentence.topic().name(), t -> new ArrayList<>()))
          .add(sentence.text());
    }
    if (!missing.isEmpty()) {
      byTopic.put(Topic.MISSING.name(), missing);
    }
    List<Map<String, Object>> parts = new ArrayList<>();
    byTopic.forEach(
        (topic, sentences) -> {
          Map<String, Object> part = new LinkedHashMap<>();
          part.put("topic", topic);
          part.put("sentences", sentences);
          parts.add(part);
        });
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("action", id.toString());
    content.put("title", String.valueOf(record.at("action.title").orElse("Action")));
    content.put("parts", parts);
    return content;
  }
}
