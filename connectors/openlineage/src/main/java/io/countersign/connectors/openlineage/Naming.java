package io.countersign.connectors.openlineage;

import io.countersign.spi.lineage.LineageEvent.DatasetRef;
import java.util.Map;

/** What datasets are called, after OpenLineage's conventions where there is one. */
final class Naming {

  private final String namespace;

  Naming(String namespace) {
    this.namespace = namespace;
  }

  /** A dataset's name. */
  record Name(String namespace, String name) {}

  Name of(DatasetRef dataset) {
    return switch (dataset.kind()) {
      case ORIGINAL -> new Name(namespace, dataset.name());
      case MASKED -> new Name(namespace, dataset.name() + ".masked");
      case RELEASE -> new Name(namespace, "release." + dataset.name());
      case COPY -> copy(dataset);
    };
  }

  private Name copy(DatasetRef dataset) {
    Map<String, String> target = dataset.target();
    String path = target.get("path");
    String table = target.get("table");
    if ("files".equals(target.get("store")) && path != null) {
      return new Name("file", path);
    }
    if ("postgres".equals(target.get("store")) && table != null) {
      return new Name("postgres://" + target.getOrDefault("connection", "unknown"), table);
    }
    return new Name(namespace, "copy." + dataset.name());
  }
}
