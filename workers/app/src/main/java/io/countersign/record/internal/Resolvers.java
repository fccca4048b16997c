package io.countersign.record.internal;

import io.countersign.actions.ActionRequest.Authors;
import io.countersign.actions.Actions;
import io.countersign.identity.Directory;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.record.Finding;
import io.countersign.record.Resolving.Reason;
import io.countersign.record.Resolving.Refused;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who may close a finding: a person of one group, and nobody whose own action it is about. Agents
 * never, and administrators are people like any other.
 */
@Component
class Resolvers {

  private final Directory directory;
  private final Actions actions;
  private final JdbcClient jdbc;
  private final ReconcilerProperties properties;

  Resolvers(
      Directory directory, Actions actions, JdbcClient jdbc, ReconcilerProperties properties) {
    this.directory = directory;
    this.actions = actions;
    this.jdbc = jdbc;
    this.properties = properties;
  }

  /**
   * Why this person or agent may not close the finding; empty when they may.
   *
   * @param who directory id
   */
  Optional<Refused> objection(Finding finding, String who) {
    if (!(directory.resolve(who) instanceof Resolution.Known(Person person))) {
      return Optional.of(
          new Refused(
              Reason.NOT_A_PERSON,
              "Findings are closed by people, and '"
                  + who
                  + "' is none who may act. Ask somebody of group '"
                  + properties.resolvers()
                  + "'."));
    }
    if (!person.groups().contains(properties.resolvers())) {
      return Optional.of(
          new Refused(
              Reason.NOT_A_RESOLVER,
              person.name()
                  + " is not in group '"
                  + properties.resolvers()
                  + "', which alone closes findings."));
    }
    boolean own =
        finding.actionId().map(action -> authors(action).contains(person.id())).orElse(false);
    return own
        ? Optional.of(
            new Refused(
                Reason.AUTHOR,
                person.name()
                    + " is an author of the action that this finding is about. Ask another of"
                    + " group '"
                    + properties.resolvers()
                    + "'."))
        : Optional.empty();
  }

  /** Whose action it is, by the sealed action, and by what its reviews said when they opened. */
  private Set<String> authors(UUID action) {
    Set<String> authors = new HashSet<>(named(action));
    authors.addAll(
        jdbc.sql(
                """
                select a.person from review_author a join review_round r on r.id = a.round_id
                where r.subject_id = :action
                union select requested_by from release where id = :action
                """)
            .param("action", action)
            .query(String.class)
            .list());
    Set<String> behind = new HashSet<>();
    authors.forEach(author -> behind.addAll(directory.standingBehind(author)));
    return behind;
  }

  /** A row that was altered names nobody reliably; its review still does. */
  private Set<String> named(UUID id) {
    try {
      return actions.find(id).map(action -> everyone(action.request().authors())).orElse(Set.of());
    } catch (IllegalStateException e) {
      return Set.of();
    }
  }

  private static Set<String> everyone(Authors authors) {
    Set<String> all = new HashSet<>(authors.modifiedBy());
    all.add(authors.requestedBy());
    authors.onBehalfOf().ifPresent(all::add);
    return all;
  }
}
