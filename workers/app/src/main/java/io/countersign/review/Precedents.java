package io.countersign.review;

import java.util.Optional;

/** Rounds to hold another against. */
public interface Precedents {

  /** How many approved rounds are looked at, the latest first. */
  int LOOKED_AT = 200;

  /**
   * The latest approved round about the same effect on the same dataset; on the same target, where
   * it reads no dataset.
   *
   * @return empty when there is none among the latest {@link #LOOKED_AT}
   */
  Optional<ReviewRound> lastApprovedLike(ReviewRound round);

  /** The latest round on what has this digest. */
  Optional<ReviewRound> roundOn(String subjectDigest);
}
