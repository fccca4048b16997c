package io.countersign.identity.internal;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface AgentRepository extends JpaRepository<AgentEntity, String> {

  /** Every agent that goes by this name in this system: one at most, as the table says. */
  @Query(
      """
      select a from AgentEntity a join a.identities i
      where i.system = :system and i.subject = :subject
      """)
  List<AgentEntity> findKnownAs(String system, String subject);
}
