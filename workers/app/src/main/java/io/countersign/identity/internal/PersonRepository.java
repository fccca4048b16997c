package io.countersign.identity.internal;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface PersonRepository extends JpaRepository<PersonEntity, String> {

  /** Everyone who goes by this name in this system: one at most, as the table says. */
  @Query(
      """
      select p from PersonEntity p join p.identities i
      where i.system = :system and i.subject = :subject
      """)
  List<PersonEntity> findKnownAs(String system, String subject);

  @Query("select p from PersonEntity p join p.groups g where g = :group and p.disabled = false")
  List<PersonEntity> findActive(String group);

  /** Lets one transaction at a time change the directory, until that transaction ends. */
  @Query(value = "select 1 from pg_advisory_xact_lock(5128811)", nativeQuery = true)
  int lockDirectory();
}
