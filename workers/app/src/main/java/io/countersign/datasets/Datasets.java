package io.countersign.datasets;

import io.countersign.support.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Knows every revision, and where prepared ones are kept. */
public interface Datasets {

  /** Remembers a revision. The same content at the same stage and place is remembered once. */
  Revision register(Revision revision);

  /** The revision with this content, the newest where several places hold it. */
  Optional<Revision> find(String sha256, Stage stage);

  /**
   * The revision with this content.
   *
   * @throws IllegalArgumentException when there is none
   */
  default Revision get(String sha256, Stage stage) {
    return find(sha256, stage)
        .orElseThrow(() -> new IllegalArgumentException("No revision '" + sha256 + "'."));
  }

  /**
   * Revisions, the latest first.
   *
   * @param after the place behind which to begin; empty for the beginning
   * @param limit how many at most
   */
  List<Registered> list(Optional<Position> after, int limit);

  /**
   * Where a prepared revision of this dataset is to be written: a private folder, outside every
   * export destination.
   *
   * @param key makes the name; the same key gives the same path
   */
  Path staging(String dataset, String key);
}
