package io.countersign.policy.internal;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface RulingRepository extends JpaRepository<RulingEntity, UUID> {}
