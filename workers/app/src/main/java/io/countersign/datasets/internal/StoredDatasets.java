package io.countersign.datasets.internal;

import io.countersign.datasets.Datasets;
import io.countersign.datasets.Registered;
import io.countersign.datasets.Revision;
import io.countersign.datasets.Stage;
import io.countersign.support.DataDirectory;
import io.countersign.support.Digests;
import io.countersign.support.Position;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class StoredDatasets implements Datasets {

  private final RevisionRepository revisions;
  private final DataDirectory data;
  private final Clock clock;

  StoredDatasets(RevisionRepository revisions, DataDirectory data, Clock clock) {
    this.revisions = revisions;
    this.data = data;
    this.clock = clock;
  }

  @Override
  @Transactional
  public Revision register(Revision revision) {
    Optional<RevisionEntity> there =
        revisions.findFirstBySha256AndStageAndPath(
            revision.sha256(), revision.stage(), revision.path().toString());
    return there
        .orElseGet(() -> revisions.save(new RevisionEntity(revision, clock.instant())))
        .toRevision();
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Revision> find(String sha256, Stage stage) {
    return revisions
        .findFirstBySha256AndStageOrderByRegisteredAtDesc(sha256, stage)
        .map(RevisionEntity::toRevision);
  }

  @Override
  @Transactional(readOnly = true)
  public List<Registered> list(Optional<Position> after, int limit) {
    return after
        .map(place -> revisions.before(place.at(), place.id(), Limit.of(limit)))
        .orElseGet(() -> revisions.newest(Limit.of(limit)))
        .stream()
        .map(RevisionEntity::toRegistered)
        .toList();
  }

  @Override
  public Path staging(String dataset, String key) {
    String hash = Digests.hex(Digests.sha256(key.getBytes(StandardCharsets.UTF_8)));
    return data.folder("staging").resolve(hash.substring(0, 32) + ".data");
  }
}
