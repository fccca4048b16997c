package io.countersign.evidence.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Published schemas, which lie beside the project in {@code shared/data/schemas} and are not ours
 * to copy. A test that needs one is skipped where they are not there.
 */
final class Schemas {

  private static final Map<String, Schema> READ = new ConcurrentHashMap<>();

  private Schemas() {}

  /** What is wrong with a document; empty when nothing is. */
  static List<String> problems(String schema, String json) {
    Path folder = folder();
    assumeTrue(
        folder != null, "Skipped: the published schemas are not there (shared/data/schemas).");
    return READ
        .computeIfAbsent(schema, name -> read(folder.resolve(name)))
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static Schema read(Path file) {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Path folder() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path schemas = at.resolve("shared/data/schemas");
      if (Files.isDirectory(schemas)) {
        return schemas;
      }
    }
    return null;
  }
}
