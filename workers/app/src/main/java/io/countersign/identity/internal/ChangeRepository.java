package io.countersign.identity.internal;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface ChangeRepository extends JpaRepository<ChangeEntity, UUID> {

  List<ChangeEntity> findAllByOrderByPosition();
}
