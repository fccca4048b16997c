package io.countersign.lineage.internal;

import io.countersign.history.HistoryRecord;
import io.countersign.history.ProcessHistory;
import io.countersign.lineage.internal.GraphRows.Numbered;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Everything, page by page. */
@Component
class WholeGraph implements OcelSource {

  private static final int PAGE = 500;

  private final NodePages pages;
  private final ProcessHistory history;
  private final HistoryInstances instances;

  WholeGraph(NodePages pages, ProcessHistory history, HistoryInstances instances) {
    this.pages = pages;
    this.history = history;
    this.instances = instances;
  }

  @Override
  public Stream<Numbered> nodes() {
    return pages.all();
  }

  @Override
  public boolean has(long node) {
    return true;
  }

  @Override
  public boolean hasInstance(long key) {
    return instances.has(key);
  }

  @Override
  public void instances(HistoryInstances.Taker taker) {
    instances.forEach(taker);
  }

  @Override
  public void records(Consumer<HistoryRecord> taker) {
    for (int partition : history.partitions()) {
      List<HistoryRecord> page = history.after(partition, -1, PAGE);
      while (!page.isEmpty()) {
        page.forEach(taker);
        page = history.after(partition, page.getLast().position(), PAGE);
      }
    }
  }
}
