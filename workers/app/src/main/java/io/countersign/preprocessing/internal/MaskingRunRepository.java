package io.countersign.preprocessing.internal;

import org.springframework.data.jpa.repository.JpaRepository;

interface MaskingRunRepository extends JpaRepository<MaskingRunEntity, String> {}
