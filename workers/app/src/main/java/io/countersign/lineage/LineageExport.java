package io.countersign.lineage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;

/** Writes the graph in formats that others read. Streams: memory does not grow with the graph. */
public interface LineageExport {

  /** The formats that there are, for example {@code openlineage} and {@code ocel}. */
  List<String> formats();

  /**
   * Writes everything.
   *
   * @param format one of {@link #formats}
   * @throws IllegalArgumentException when there is no such format
   */
  void write(String format, OutputStream out) throws IOException;

  /**
   * Writes what belongs to some actions: what they were made from, what was made of them, and who
   * decided; the instances that they ran in.
   *
   * @param format {@code openlineage} or {@code ocel}
   * @param actions their ids; those that the graph does not know (yet) are left out
   * @throws IllegalArgumentException when there is no such format
   */
  void writeOf(String format, List<UUID> actions, OutputStream out) throws IOException;
}
