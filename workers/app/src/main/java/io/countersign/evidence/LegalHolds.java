package io.countersign.evidence;

import java.util.List;
import java.util.UUID;

/** Legal holds. The database itself refuses to erase what is held. */
public interface LegalHolds {

  /** What came of asking. */
  sealed interface Answer {

    /** It is so now. */
    record Done(LegalHold hold) implements Answer {}

    /** There is no such hold, or no such action to hold. */
    record Unknown(String what) implements Answer {}

    /** Not like this. */
    record Refused(String why) implements Answer {}
  }

  /** All holds, newest first, also those that ended. */
  List<LegalHold> list();

  /**
   * Places a hold, in force at once.
   *
   * @param by directory id of whoever places it
   */
  Answer place(String matter, String reason, LegalHold.Scope scope, String by);

  /**
   * Ends a hold.
   *
   * @param by directory id; somebody else than placed it
   */
  Answer release(UUID id, String reason, String by);
}
