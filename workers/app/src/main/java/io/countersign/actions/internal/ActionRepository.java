package io.countersign.actions.internal;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface ActionRepository extends JpaRepository<ActionEntity, UUID> {}
