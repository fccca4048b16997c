package io.countersign.local;

import java.util.List;

/**
 * Somebody who may log in to the embedded Tasklist and Operate.
 *
 * @param name the name to log in with, also the assignee that the engine records
 * @param displayName what other people see
 * @param password the same as the name: these pages are for this machine's owner alone
 */
public record DemoUser(String name, String displayName, String password) {
  /** Everybody there is, besides Camunda's own {@code demo} with password {@code demo}. */
  public static final List<DemoUser> ALL =
      List.of(
          new DemoUser("ada", "Ada Lovelace", "ada"),
          new DemoUser("grace", "Grace Hopper", "grace"),
          new DemoUser("tom", "Tom Kilburn", "tom"));
}
