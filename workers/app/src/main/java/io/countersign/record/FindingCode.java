package io.countersign.record;

/** What can be found to disagree. The names are stable: alerts and auditors rely on them. */
public enum FindingCode {
  INSTANCE_MODIFIED(
      Severity.HIGH, "See who holds engine credentials; look at what the instance did afterwards."),
  INSTANCE_MIGRATED(Severity.HIGH, "See who migrated it, and whether a review was left out."),
  INSTANCE_CANCELLED(Severity.MEDIUM, "Ask who cancelled it; request the action again if needed."),
  VARIABLES_SET_FROM_OUTSIDE(
      Severity.HIGH,
      "Variables decide nothing here, but somebody tried. See who holds credentials."),
  TASK_COMPLETED_UNCLAIMED(
      Severity.HIGH,
      "It was completed without Tasklist, with raw engine credentials. Rotate them."),
  TASK_COMPLETED_BY_AUTHOR(
      Severity.HIGH, "It did not count. Talk to the person: nobody countersigns their own work."),
  TASK_COMPLETED_BY_STRANGER(
      Severity.HIGH, "It did not count. Find out whose name that is, and who used it."),
  MODEL_REPLACED(
      Severity.HIGH,
      "Deploy models through policy.deploy only; restart to put ours back in force."),
  MODEL_DELETED(Severity.HIGH, "Restart the application, which deploys the models in force."),
  ENGINE_CLOCK_CHANGED(Severity.MEDIUM, "Deadlines may have fired early or late; check them."),
  UNPINNED_POLICY_USED(Severity.HIGH, "Nothing ran. See who deployed the version, and why."),
  BREAK_GLASS_NOT_JUSTIFIED(
      Severity.HIGH, "Nobody found the emergency justified. Talk to whoever went ahead."),
  HISTORY_GAP(
      Severity.HIGH, "Records of the engine were lost, deleted or inserted. Look at the database."),
  RECORD_ALTERED(
      Severity.CRITICAL, "Believe the ledger, not the row. Find out who can write the database."),
  RECORD_MISSING(
      Severity.CRITICAL, "The ledger shows what it was. Find out who can write the database."),
  RECORD_UNKNOWN_TO_LEDGER(
      Severity.CRITICAL, "Somebody wrote it past the application. No effect runs on it."),
  INTENT_ALTERED(
      Severity.CRITICAL, "Believe the ledger, not the row. Find out who can write the database."),
  ENTRY_WITHOUT_INTENT(
      Severity.CRITICAL,
      "Rows were deleted, or the signing key was used elsewhere. Find out which."),
  LEDGER_BROKEN(
      Severity.CRITICAL,
      "Effects stop where it matters. Restore the log from a copy that verifies."),
  WITNESS_CONTRADICTS(
      Severity.CRITICAL,
      "The log was rewritten or rolled back. Restore the one that was cosigned."),
  EFFECT_WITHOUT_DECISION(Severity.CRITICAL, "Take the effect back, and find out what ran it."),
  EFFECT_MISSING(
      Severity.MEDIUM, "What was done is gone or was altered since. Ask whoever owns the target."),
  OUTCOME_MISSING(Severity.MEDIUM, "Look whether the effect happened; then let the process go on."),
  ACTION_WITHOUT_OUTCOME(
      Severity.MEDIUM, "It was approved and never ended. Look at its process instance.");

  /** How bad a finding is. */
  public enum Severity {
    MEDIUM,
    HIGH,
    CRITICAL
  }

  private final Severity severity;
  private final String remedy;

  FindingCode(Severity severity, String remedy) {
    this.severity = severity;
    this.remedy = remedy;
  }

  public Severity severity() {
    return severity;
  }

  /** What to do about it, in a sentence or two. */
  public String remedy() {
    return remedy;
  }
}
