package io.countersign.identity.internal;

import io.countersign.identity.ChangeResult.Reason;
import io.countersign.identity.DirectoryChange;
import io.countersign.identity.DirectoryChange.DisablePerson;
import io.countersign.identity.DirectoryChange.Link;
import io.countersign.identity.DirectoryChange.PutAgent;
import io.countersign.identity.DirectoryChange.PutPerson;
import io.countersign.identity.DirectoryChange.Unlink;
import io.countersign.identity.LinkedIdentity;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Writes changes of the directory, each with its record. Runs in the caller's transaction. */
@Component
class DirectoryWriter {

  private final PersonRepository people;
  private final AgentRepository agents;
  private final ChangeRepository records;
  private final Clock clock;

  DirectoryWriter(
      PersonRepository people, AgentRepository agents, ChangeRepository records, Clock clock) {
    this.people = people;
    this.agents = agents;
    this.records = records;
    this.clock = clock;
  }

  /** Waits until nobody else is changing the directory. */
  Changes begin(String who) {
    people.lockDirectory();
    return new Changes(who);
  }

  /** The changes of one transaction. */
  final class Changes {

    private final String who;
    private final List<String> made = new ArrayList<>();
    private final Set<String> subjects = new HashSet<>();

    private Changes(String who) {
      this.who = who;
    }

    List<String> made() {
      return made;
    }

    /** Whom they are about. */
    Set<String> subjects() {
      return subjects;
    }

    void make(DirectoryChange change) {
      switch (change) {
        case PutPerson put -> put(put);
        case DisablePerson disable -> disable(person(disable.id()));
        case PutAgent put -> put(put);
        case Link link -> link(known(link.id()), link.identity());
        case Unlink unlink -> unlink(known(unlink.id()), unlink.identity());
      }
    }

    /** First takes away, then gives, so that an identity can go from one person to another. */
    void takeOver(DirectoryFile file) {
      file.people().values().forEach(person -> make(file.put(person)));
      file.agents().values().forEach(agent -> make(file.put(agent)));
      Map<String, List<LinkedIdentity>> wanted = file.identitiesById();
      wanted.forEach(
          (id, identities) -> {
            Known known = known(id);
            known.linked().stream()
                .filter(identity -> !identities.contains(identity))
                .forEach(identity -> unlink(known, identity));
          });
      wanted.forEach((id, identities) -> identities.forEach(one -> link(known(id), one)));
    }

    private void put(PutPerson put) {
      Names.check("directory id", put.id());
      put.groups().forEach(group -> Names.check("group", group));
      if (agents.existsById(put.id())) {
        throw new ChangeRefused(Reason.TAKEN, "'" + put.id() + "' is an agent, not a person.");
      }
      Optional<PersonEntity> there = people.findById(put.id());
      PersonEntity person = there.orElseGet(() -> new PersonEntity(put.id()));
      if (there.isEmpty()) {
        note(put.id(), "added");
      }
      if (!person.name().equals(put.name())) {
        note(put.id(), "name: '" + put.name() + "'");
        person.rename(Names.text("name", put.name()));
      }
      if (!person.groups().equals(put.groups())) {
        note(
            put.id(),
            "groups: " + new TreeSet<>(person.groups()) + " to " + new TreeSet<>(put.groups()));
        person.moveTo(put.groups());
      }
      if (person.disabled() != put.disabled()) {
        note(put.id(), put.disabled() ? "disabled" : "enabled");
        person.disable(put.disabled());
      }
      people.saveAndFlush(person);
    }

    private void disable(PersonEntity person) {
      if (!person.disabled()) {
        note(person.id(), "disabled");
        person.disable(true);
        people.saveAndFlush(person);
      }
    }

    private void put(PutAgent put) {
      Names.check("directory id", put.id());
      if (people.existsById(put.id())) {
        throw new ChangeRefused(Reason.TAKEN, "'" + put.id() + "' is a person, not an agent.");
      }
      person(put.owner());
      Names.text("name", put.name());
      Optional<AgentEntity> there = agents.findById(put.id());
      if (there.filter(agent -> agent.isLike(put)).isPresent()) {
        return;
      }
      note(
          put.id(),
          "agent '"
              + put.name()
              + "' of "
              + put.owner()
              + (put.disabled() ? ", disabled" : ", enabled"));
      AgentEntity agent = there.orElseGet(() -> new AgentEntity(put));
      agent.become(put);
      agents.saveAndFlush(agent);
    }

    private void link(Known known, LinkedIdentity identity) {
      Names.check(identity);
      for (Known other : whoIs(identity)) {
        if (!other.id().equals(known.id())) {
          throw new ChangeRefused(
              Reason.TAKEN, "Identity '" + identity + "' belongs to '" + other.id() + "'.");
        }
      }
      if (!known.isKnownAs(identity)) {
        note(known.id(), "linked " + identity);
        known.link(identity);
        save(known);
      }
    }

    private List<Known> whoIs(LinkedIdentity identity) {
      List<Known> found = new ArrayList<>();
      found.addAll(people.findKnownAs(identity.system(), identity.subject()));
      found.addAll(agents.findKnownAs(identity.system(), identity.subject()));
      return found;
    }

    private void unlink(Known known, LinkedIdentity identity) {
      if (known.isKnownAs(identity)) {
        note(known.id(), "unlinked " + identity);
        known.unlink(identity);
        save(known);
      }
    }

    private void save(Known known) {
      if (known instanceof AgentEntity agent) {
        agents.saveAndFlush(agent);
      } else {
        people.saveAndFlush((PersonEntity) known);
      }
    }

    private Known known(String id) {
      Optional<AgentEntity> agent = agents.findById(id);
      return agent.isPresent() ? agent.get() : person(id);
    }

    private PersonEntity person(String id) {
      return people
          .findById(id)
          .orElseThrow(
              () ->
                  new ChangeRefused(
                      Reason.UNKNOWN, "There is nobody called '" + id + "' in the directory."));
    }

    private void note(String subject, String change) {
      made.add(subject + ": " + change);
      subjects.add(subject);
      records.save(new ChangeEntity(who, subject, change, clock.instant()));
    }
  }
}
