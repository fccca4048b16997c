package io.countersign.evidence;

/** Who examined evidence packs. Keeping records is half of it; somebody has to look at them. */
public interface Examinations {

  /** Characters that a note may have. */
  int LONGEST_NOTE = 2_000;

  /**
   * Puts on record that somebody examined a pack.
   *
   * @param packDigest digest of its manifest, {@code sha256:<64 hex digits>}
   * @param note what they found, in up to {@link #LONGEST_NOTE} characters; may be empty
   * @param by directory id of whoever did
   * @return false when no pack of this digest was made here
   * @throws IllegalArgumentException when digest or note are none
   */
  boolean examined(String packDigest, String note, String by);
}
