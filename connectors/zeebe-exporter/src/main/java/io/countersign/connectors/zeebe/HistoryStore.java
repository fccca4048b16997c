package io.countersign.connectors.zeebe;

import java.sql.SQLException;
import java.util.List;

/** Where rows go. */
interface HistoryStore extends AutoCloseable {

  /**
   * Commits rows of one partition, in ascending order of position; rows that are already there stay
   * as they are. All or none.
   *
   * @throws SQLException if the database cannot be reached or refuses; the call may be repeated
   */
  void store(List<HistoryRow> rows) throws SQLException;

  /** Gives up the connection, if there is one; the next call opens another. */
  @Override
  void close();
}
