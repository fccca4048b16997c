package io.countersign.identity.internal;

import org.springframework.data.jpa.repository.JpaRepository;

interface AgentRepository extends JpaRepository<AgentEntity, String> {}
