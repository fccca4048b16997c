package io.countersign.record;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The published ledger, for those who read it. */
public interface Ledger {

  /** The checkpoint that is published now, as bytes; empty before the first. */
  Optional<byte[]> checkpoint();

  /** What the checkpoint says, and how much of it is anchored. */
  Optional<Summary> summary();

  /**
   * A file of the log, by its C2SP path: a tile, an entry bundle or a kept checkpoint.
   *
   * @return empty when there is no such file, or the path is no such path
   */
  Optional<byte[]> file(String path) throws IOException;

  /** Names of the kept checkpoints, cosigned or signed at a change of keys. */
  List<String> keptCheckpoints() throws IOException;

  /** The verifier string of the key that signs now; empty before the first checkpoint. */
  Optional<String> verifierKey();

  /** The bytes of a published entry. */
  Optional<byte[]> entry(long index) throws IOException;

  /**
   * A proof that an entry stands in the published checkpoint, as a C2SP {@code .tlog-proof} file.
   *
   * @throws IOException when the log cannot give it
   */
  Optional<byte[]> proof(long index) throws IOException;

  /** What is on record about an action, in the order of the log; the last ones may be pending. */
  List<Recorded> ofAction(UUID actionId);

  /** Whether decisions reach the ledger. */
  LedgerHealth health();

  /** The places where this instance anchors it; empty when none are configured. */
  List<AnchorHealth> anchors();

  /**
   * The published log.
   *
   * @param origin its name
   * @param size number of entries
   * @param root root of their tree, Base64
   * @param anchored how many of them are beyond the reach of whoever holds the log's key: enough
   *     witnesses have confirmed them, or a trusted authority has time-stamped them
   * @param anchoredAt since when; empty while none are
   */
  record Summary(
      String origin, long size, String root, long anchored, Optional<Instant> anchoredAt) {

    /** The same for people; what is not anchored is never called verified. */
    public String sentence() {
      if (anchoredAt.isEmpty()) {
        return "not anchored: nobody else has confirmed any of %d entries".formatted(size);
      }
      String tail =
          anchored == size
              ? ""
              : "; the last %d entries are not anchored".formatted(size - anchored);
      return "anchored up to %d at %s%s".formatted(anchored, anchoredAt.get(), tail);
    }
  }

  /**
   * A place that keeps what checkpoints said.
   *
   * @param place its name
   * @param healthy whether the last time went well
   * @param size how many entries it confirmed last, by this instance's knowledge
   * @param at when; empty if never
   * @param sentence how it is, for people
   */
  record AnchorHealth(
      String place, boolean healthy, long size, Optional<Instant> at, String sentence) {}

  /**
   * One thing on record.
   *
   * @param index where it stands in the log; empty while it is on its way
   * @param entry the entry, as JSON
   */
  record Recorded(Optional<Long> index, String entry) {}
}
