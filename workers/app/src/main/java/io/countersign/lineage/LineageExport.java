package io.countersign.lineage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

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
}
