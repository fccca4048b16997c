package io.countersign.connectors.files;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectRequest.InputRevision;
import io.countersign.spi.Occurrence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** One execution of an export in a test: its input, its target, and what its folder holds. */
final class Export {

  static final String DATA = "id,email\n1,x1@example.org\n";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T09:30:00Z"), ZoneOffset.UTC);

  private final FileExport effect = new FileExport(CLOCK, TrustedFolders.read(Map.of()));
  private final UUID executionId = UUID.randomUUID();
  private final Path target;
  private final InputRevision input;

  private Export(Path target, InputRevision input) {
    this.target = target;
    this.input = input;
  }

  /** Exports {@link #DATA} to {@code out/<name>} below a folder. */
  static Export to(Path folder, String name) throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Path prepared = Files.writeString(folder.resolve("prepared.csv"), DATA);
    return new Export(
        out.resolve(name), new InputRevision("customers", prepared, sha256(DATA), DATA.length()));
  }

  /** Another execution of an export to the same file. */
  Export again() {
    return new Export(target, input);
  }

  EffectReceipt execute() throws EffectException {
    return execute((done, total) -> {});
  }

  EffectReceipt execute(EffectProgress progress) throws EffectException {
    return effect.execute(request(), progress);
  }

  Occurrence verify() {
    return effect.verify(request());
  }

  List<String> problems() {
    return effect.problems(request());
  }

  Path target() {
    return target;
  }

  Path prepared() {
    return input.path();
  }

  Path folder() {
    return target.resolveSibling(".").normalize();
  }

  Path manifest() {
    return target.resolveSibling(target.getFileName() + ".manifest.json");
  }

  Path temporary() {
    return target.resolveSibling("." + target.getFileName() + "." + executionId + ".tmp");
  }

  Path pendingManifest() {
    return target.resolveSibling("." + target.getFileName() + "." + executionId + ".manifest.tmp");
  }

  UUID executionId() {
    return executionId;
  }

  /** The names in the target's folder, sorted. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  /** What a manifest of this execution looks like to the connector. */
  String manifestText() {
    return "{\n  \"executionId\": \"" + executionId + "\"\n}\n";
  }

  private EffectRequest request() {
    return new EffectRequest(
        executionId,
        "sha256:" + sha256("action"),
        Map.of("path", target.toString()),
        Map.of("format", "csv"),
        Optional.of(input),
        Map.of(
            "rows",
            1L,
            "reason",
            "Say \"hi\"\n\u202e",
            "columns",
            List.of(Map.of("name", "email", "class", "EMAIL"))));
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
