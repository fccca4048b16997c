package io.countersign.identity.internal;

import io.countersign.identity.ChangeResult.Reason;
import io.countersign.identity.DirectoryChange;
import io.countersign.identity.DirectoryChange.DisablePerson;
import io.countersign.identity.DirectoryChange.Link;
import io.countersign.identity.DirectoryChange.PutAgent;
import io.countersign.identity.DirectoryChange.PutPerson;
import io.countersign.identity.DirectoryChange.Unlink;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private Changes(String who) {
      this.who = who;
    }

    List<String> made() {
      return made;
    }

    void make(DirectoryChange change) {
      switch (change) {
        case PutPerson put -> put(put);
        case DisablePerson disable -> disable(person(disable.id()));
        case PutAgent put -> put(put);
        case Link link -> link(person(link.person()), link.identity());
        case Unlink unlink -> unlink(person(unlink.person()), unlink.identity());
      }
    }

    /** First takes away, then gives, so that an identity can go from one person to another. */
    void takeOver(DirectoryFile file) {
      file.people().values().forEach(person -> make(file.put(person)));
      for (Person person : file.people().values()) {
        PersonEntity entity = person(person.id());
        entity.toPerson().identities().stream()
            .filter(identity -> !person.identities().contains(identity))
            .forEach(identity -> unlink(entity, identity));
      }
      for (Person person : file.people().values()) {
        person.identities().forEach(identity -> link(person(person.id()), identity));
      }
      file.agents().values().forEach(agent -> make(file.put(agent)));
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
      AgentEntity next =
          new AgentEntity(put.id(), Names.text("name", put.name()), put.owner(), put.disabled());
      boolean same =
          agents
              .findById(put.id())
              .filter(there -> there.toAgent().equals(next.toAgent()))
              .filter(there -> there.disabled() == next.disabled())
              .isPresent();
      if (!same) {
        note(
            put.id(),
            "agent '"
                + put.name()
                + "' of "
                + put.owner()
                + (put.disabled() ? ", disabled" : ", enabled"));
        agents.saveAndFlush(next);
      }
    }

    private void link(PersonEntity person, LinkedIdentity identity) {
      Names.check(identity);
      for (PersonEntity other : people.findKnownAs(identity.system(), identity.subject())) {
        if (!other.id().equals(person.id())) {
          throw new ChangeRefused(
              Reason.TAKEN, "Identity '" + identity + "' belongs to '" + other.id() + "'.");
        }
      }
      if (!person.isKnownAs(identity)) {
        note(person.id(), "linked " + identity);
        person.link(identity);
        people.saveAndFlush(person);
      }
    }

    private void unlink(PersonEntity person, LinkedIdentity identity) {
      if (person.isKnownAs(identity)) {
        note(person.id(), "unlinked " + identity);
        person.unlink(identity);
        people.saveAndFlush(person);
      }
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
      records.save(new ChangeEntity(who, subject, change, clock.instant()));
    }
  }
}
