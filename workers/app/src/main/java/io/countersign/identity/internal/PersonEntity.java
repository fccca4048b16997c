package io.countersign.identity.internal;

import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/** A person as stored, with their groups and their names in other systems. */
@Entity
@Table(name = "person")
class PersonEntity {

  /** A name in another system. */
  @Embeddable
  record Identity(String system, String subject) {

    static Identity of(LinkedIdentity identity) {
      return new Identity(identity.system(), identity.subject());
    }

    LinkedIdentity toIdentity() {
      return new LinkedIdentity(system, subject);
    }
  }

  @Id private String id;
  private String name;
  private boolean disabled;

  @ElementCollection
  @CollectionTable(name = "person_group", joinColumns = @JoinColumn(name = "person"))
  @Column(name = "group_name")
  private Set<String> groups = new HashSet<>();

  @ElementCollection
  @CollectionTable(name = "linked_identity", joinColumns = @JoinColumn(name = "person"))
  private Set<Identity> identities = new HashSet<>();

  protected PersonEntity() {}

  PersonEntity(String id) {
    this.id = id;
    this.name = id;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  boolean disabled() {
    return disabled;
  }

  Set<String> groups() {
    return Set.copyOf(groups);
  }

  boolean isKnownAs(LinkedIdentity identity) {
    return identities.contains(Identity.of(identity));
  }

  void rename(String newName) {
    name = newName;
  }

  void disable(boolean isDisabled) {
    disabled = isDisabled;
  }

  void moveTo(Set<String> newGroups) {
    groups.retainAll(newGroups);
    groups.addAll(newGroups);
  }

  void link(LinkedIdentity identity) {
    identities.add(Identity.of(identity));
  }

  void unlink(LinkedIdentity identity) {
    identities.remove(Identity.of(identity));
  }

  Person toPerson() {
    return new Person(
        id,
        name,
        groups,
        identities.stream()
            .map(Identity::toIdentity)
            .sorted(
                Comparator.comparing(LinkedIdentity::system).thenComparing(LinkedIdentity::subject))
            .toList());
  }
}
