package io.countersign.lineage.internal;

import io.countersign.lineage.internal.GraphRows.Numbered;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All nodes of the graph, in the order of their numbers, page by page. */
@Component
class NodePages {

  private static final int PAGE = 500;

  private final JdbcClient jdbc;
  private final GraphRows graph;

  NodePages(JdbcClient jdbc, GraphRows graph) {
    this.jdbc = jdbc;
    this.graph = graph;
  }

  Stream<Numbered> all() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(new Pages(), Spliterator.ORDERED), false);
  }

  private final class Pages implements Iterator<Numbered> {

    private long last = Long.MIN_VALUE;
    private Iterator<Numbered> page = load();

    private Iterator<Numbered> load() {
      List<Numbered> rows =
          jdbc.sql(
                  """
                  select id, key, kind, name, at, facts from lineage_node
                  where id > ? order by id limit ?
                  """)
              .params(last, PAGE)
              .query((row, n) -> graph.numbered(row))
              .list();
      if (!rows.isEmpty()) {
        last = rows.getLast().id();
      }
      return rows.iterator();
    }

    @Override
    public boolean hasNext() {
      if (!page.hasNext()) {
        page = load();
      }
      return page.hasNext();
    }

    @Override
    public Numbered next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.next();
    }
  }
}
