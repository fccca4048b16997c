package io.countersign.record.internal;

import io.countersign.history.ProcessHistory;
import io.countersign.record.FindingCode;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Looks for records of the engine that are missing, inserted or not provably complete. */
@Component
class GapCheck implements Check {

  private final ProcessHistory history;

  GapCheck(ProcessHistory history) {
    this.history = history;
  }

  @Override
  public List<Observation> look() {
    return history.gapList().stream()
        .map(
            gap ->
                new Observation(
                    FindingCode.HISTORY_GAP,
                    "gap:%d:%d:%s".formatted(gap.partition(), gap.position(), gap.kind()),
                    "Process history of partition %d has %s."
                        .formatted(gap.partition(), sentence(gap.kind(), gap.position())),
                    Map.of(
                        "partition", gap.partition(),
                        "position", gap.position(),
                        "kind", gap.kind())))
        .toList();
  }

  private static String sentence(String kind, long position) {
    String where = position < 0 ? "at its end" : "before position " + position;
    return switch (kind) {
      case "missing" -> "records missing " + where;
      case "inserted" -> "a record that the exporter did not write " + where;
      default -> "a new beginning " + where + "; whether records are missing cannot be told";
    };
  }
}
