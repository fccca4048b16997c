package io.countersign.identity;

import java.util.List;
import java.util.Optional;

/**
 * Changes who is who. Only people in the administrators' group may, nobody changes their own
 * groups, and every change is written down in the transaction that makes it.
 */
public interface DirectoryAdministration {

  /** Why this person may not look after the directory; empty when they may. */
  Optional<ChangeResult.Refused> objection(String id);

  /** Everyone and everything in the directory, in the order of ids. */
  DirectoryContent content();

  /** What was changed, oldest first. */
  List<ChangeRecord> changes();

  /** Makes one change. What is already so stays so, and is not written down. */
  ChangeResult apply(String administrator, DirectoryChange change);

  /**
   * Says that a name in another system is this person's, who has proved that it is. Takes no
   * administrator.
   *
   * @param person directory id of somebody active
   */
  ChangeResult linkOwn(String person, LinkedIdentity identity);

  /**
   * Takes over everyone whom a directory file names; people and agents that it does not name stay
   * as they are. All of it or, where something is refused, nothing.
   *
   * @param administrator directory id of the person who asks for it
   * @param yaml the file's content
   */
  ChangeResult importAll(String administrator, String yaml);
}
