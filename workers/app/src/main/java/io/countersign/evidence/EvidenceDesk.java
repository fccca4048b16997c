package io.countersign.evidence;

import java.io.IOException;
import java.io.OutputStream;

/** Makes evidence packs. */
public interface EvidenceDesk {

  /**
   * Writes a pack as a ZIP file. All of it is of one moment; memory does not grow with the
   * population.
   *
   * @return the digest of the pack's manifest, with prefix
   */
  String write(PackOrder order, OutputStream out) throws IOException;
}
