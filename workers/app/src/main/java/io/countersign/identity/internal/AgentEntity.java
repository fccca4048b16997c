package io.countersign.identity.internal;

import io.countersign.identity.Agent;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An agent as stored. */
@Entity
@Table(name = "agent")
class AgentEntity {

  @Id private String id;
  private String name;
  private String owner;
  private boolean disabled;

  protected AgentEntity() {}

  AgentEntity(String id, String name, String owner, boolean disabled) {
    this.id = id;
    this.name = name;
    this.owner = owner;
    this.disabled = disabled;
  }

  String id() {
    return id;
  }

  boolean disabled() {
    return disabled;
  }

  Agent toAgent() {
    return new Agent(id, name, owner);
  }
}
