package io.countersign.connectors.openlineage;

import io.countersign.spi.lineage.LineageEvent.DatasetRef;
import java.net.URI;
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
    String url = target.get("url");
    String store = target.getOrDefault("store", "");
    if (store.equals("files") && path != null) {
      return new Name("file", path);
    }
    if (store.equals("postgres") && table != null) {
      return new Name(
          "postgres://" + target.getOrDefault("connection", "unknown"),
          target.getOrDefault("schema", "public") + "." + table);
    }
    return store.equals("https") && url != null
        ? url(dataset, url)
        : new Name(namespace, "copy." + dataset.name());
  }

  /** Origin and path; what stands behind a question mark may be secret. */
  private Name url(DatasetRef dataset, String url) {
    try {
      URI address = URI.create(url);
      return new Name(address.getScheme() + "://" + address.getAuthority(), address.getPath());
    } catch (IllegalArgumentException e) {
      return new Name(namespace, "copy." + dataset.name());
    }
  }
}
