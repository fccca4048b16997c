package io.countersign.lineage.internal;

import io.countersign.history.HistoryRecord;
import io.countersign.lineage.internal.GraphRows.Numbered;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a log is made of: nodes of the graph, and the process instances and their records. */
interface OcelSource {

  /** The nodes, the same at each call. */
  Stream<Numbered> nodes();

  /** Whether a node is among them. */
  boolean has(long node);

  /** Whether an instance is among them. */
  boolean hasInstance(long key);

  void instances(HistoryInstances.Taker taker);

  void records(Consumer<HistoryRecord> taker);
}
