package io.countersign.identity.internal;

import io.countersign.identity.Person;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;

/** A person as stored, with their groups and their names in other systems. */
@Entity
@Table(name = "person")
class PersonEntity implements Known {

  @Id private String id;
  private String name;
  private boolean disabled;

  @ElementCollection
  @CollectionTable(name = "person_group", joinColumns = @JoinColumn(name = "person"))
  @Column(name = "group_name")
  private Set<String> groups = new HashSet<>();

  @ElementCollection
  @CollectionTable(name = "linked_identity", joinColumns = @JoinColumn(name = "person"))
  private Set<StoredIdentity> identities = new HashSet<>();

  protected PersonEntity() {}

  PersonEntity(String id) {
    this.id = id;
    this.name = id;
  }

  @Override
  public String id() {
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

  @Override
  public Set<StoredIdentity> identities() {
    return identities;
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

  Person toPerson() {
    return new Person(id, name, groups, linked());
  }
}
