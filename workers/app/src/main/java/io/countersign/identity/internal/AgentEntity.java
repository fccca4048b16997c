package io.countersign.identity.internal;

import io.countersign.identity.Agent;
import io.countersign.identity.DirectoryChange.PutAgent;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;

/** An agent as stored. */
@Entity
@Table(name = "agent")
class AgentEntity implements Known {

  @Id private String id;
  private String name;
  private String owner;
  private boolean disabled;

  @ElementCollection
  @CollectionTable(name = "linked_identity", joinColumns = @JoinColumn(name = "agent"))
  private Set<StoredIdentity> identities = new HashSet<>();

  protected AgentEntity() {}

  AgentEntity(PutAgent put) {
    this.id = put.id();
    become(put);
  }

  @Override
  public String id() {
    return id;
  }

  boolean disabled() {
    return disabled;
  }

  boolean isLike(PutAgent put) {
    return name.equals(put.name()) && owner.equals(put.owner()) && disabled == put.disabled();
  }

  final void become(PutAgent put) {
    this.name = put.name();
    this.owner = put.owner();
    this.disabled = put.disabled();
  }

  @Override
  public Set<StoredIdentity> identities() {
    return identities;
  }

  Agent toAgent() {
    return new Agent(id, name, owner, linked());
  }
}
