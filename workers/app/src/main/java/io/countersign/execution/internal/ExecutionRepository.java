package io.countersign.execution.internal;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface ExecutionRepository extends JpaRepository<ExecutionEntity, UUID> {

  Optional<ExecutionEntity> findByActionId(UUID actionId);
}
