package io.countersign.record.internal;

import io.countersign.support.DataDirectory;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** The ledger's name and folders. */
@Component
class LedgerPlace {

  private final LedgerProperties properties;
  private final DataDirectory data;

  LedgerPlace(LedgerProperties properties, DataDirectory data) {
    this.properties = properties;
    this.data = data;
  }

  String origin() {
    return properties.origin();
  }

  /** The log's own directory. */
  Path directory() {
    Path set = properties.dir();
    return set == null ? data.folder("ledger") : set;
  }

  /** The folder of its keys. */
  Path keys() {
    Path set = properties.keys();
    return set == null ? data.folder("ledger-keys") : set;
  }
}
