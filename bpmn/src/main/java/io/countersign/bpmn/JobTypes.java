package io.countersign.bpmn;

import java.util.List;

/**
 * The job types that our models ask for, and those that element templates offer to yours: the
 * contract between models and workers.
 *
 * <p>Running instances keep the model they were started with, so a job type keeps its name and its
 * meaning for good; a changed contract gets a new name. Variables in and out are listed in the
 * module's README.
 */
public final class JobTypes {

  /** Reads the whole dataset once and remembers its digest. */
  public static final String DATASET_FINGERPRINT = "countersign.dataset.fingerprint";

  /** Classifies columns and proposes how each is treated. */
  public static final String MASKING_PROPOSE = "countersign.masking.propose";

  /** Writes the masked copy. */
  public static final String MASKING_MASK = "countersign.masking.mask";

  /** Looks for identifiers that survived masking. */
  public static final String MASKING_VERIFY = "countersign.masking.verify";

  /** Writes down exactly what shall be done, and its digest. */
  public static final String ACTION_SEAL = "countersign.action.seal";

  /** Asks the action policy about a sealed action. */
  public static final String POLICY_DECIDE = "countersign.policy.decide";

  /** Opens a review of a sealed action. */
  public static final String REVIEW_OPEN = "countersign.review.open";

  /** Opens a review of a masking plan. */
  public static final String REVIEW_OPEN_PLAN = "countersign.review.open-plan";

  /** Execution listener: a seat's user task has started, or was reopened. */
  public static final String REVIEW_SEAT_OPENED = "countersign.review.seat-opened";

  /** Task listener on clusters from 8.8 on: may deny an assignment or a completion. */
  public static final String REVIEW_GUARD = "countersign.review.guard";

  /** Establishes who decided, and whether that person may. */
  public static final String REVIEW_VERIFY = "countersign.review.verify";

  /** Reminds those who may fill a seat. */
  public static final String REVIEW_REMIND = "countersign.review.remind";

  /** Offers a seat to the next group. */
  public static final String REVIEW_ESCALATE = "countersign.review.escalate";

  /** Closes the open seats of a review whose deadline has passed. */
  public static final String REVIEW_EXPIRE = "countersign.review.expire";

  /** Ends a review and returns its verdict. */
  public static final String REVIEW_CLOSE = "countersign.review.close";

  /** Claims a requested action for one process instance. */
  public static final String ACTION_ACCEPT = "countersign.action.accept";

  /** Redeems the grant and runs the effect, once. */
  public static final String EFFECT_RUN = "countersign.effect.run";

  /** Checks at the destination that what happened is what was signed. */
  public static final String EFFECT_VERIFY = "countersign.effect.verify";

  /** Takes a temporary effect back. */
  public static final String EFFECT_REVERT = "countersign.effect.revert";

  /** Notes that nobody found in time that breaking the glass was justified. */
  public static final String BREAK_GLASS_REPORT = "countersign.break-glass.report";

  /** Appends the outcome of an action to the record. */
  public static final String OUTCOME_RECORD = "countersign.outcome.record";

  /** Claims a release for one process instance. */
  public static final String RELEASE_ACCEPT = "countersign.release.accept";

  /** Closes a release, whatever happened. */
  public static final String RELEASE_CLOSE = "countersign.release.close";

  /** Execution listener: asks for an action on behalf of the process, as its agent. */
  public static final String ACTION_REQUEST = "countersign.action.request";

  /** Execution listener: opens a release on behalf of the process, as its agent. */
  public static final String RELEASE_OPEN = "countersign.release.open";

  /** Puts the digest of a lineage slice on record in the process. */
  public static final String LINEAGE_RECORD = "countersign.lineage.record";

  /** Says something where a group of reviewers is told of reviews. */
  public static final String REVIEWERS_NOTIFY = "countersign.reviewers.notify";

  /** Says something in one conversation of a chat. */
  public static final String NOTIFY = "countersign.notify";

  private static final List<String> OFFERED =
      List.of(ACTION_REQUEST, LINEAGE_RECORD, NOTIFY, RELEASE_OPEN, REVIEWERS_NOTIFY);

  private static final List<String> ALL =
      List.of(
          ACTION_ACCEPT,
          ACTION_SEAL,
          BREAK_GLASS_REPORT,
          DATASET_FINGERPRINT,
          EFFECT_REVERT,
          EFFECT_RUN,
          EFFECT_VERIFY,
          MASKING_MASK,
          MASKING_PROPOSE,
          MASKING_VERIFY,
          OUTCOME_RECORD,
          POLICY_DECIDE,
          RELEASE_ACCEPT,
          RELEASE_CLOSE,
          REVIEW_CLOSE,
          REVIEW_ESCALATE,
          REVIEW_EXPIRE,
          REVIEW_GUARD,
          REVIEW_OPEN,
          REVIEW_OPEN_PLAN,
          REVIEW_REMIND,
          REVIEW_SEAT_OPENED,
          REVIEW_VERIFY);

  private JobTypes() {}

  /** Every job type that only models of yours ask for, in alphabetical order. */
  public static List<String> offered() {
    return OFFERED;
  }

  /** Every job type that some model asks for, listeners included, in alphabetical order. */
  public static List<String> all() {
    return ALL;
  }
}
